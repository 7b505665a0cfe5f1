package io.devopslab.target.embedded.killed;

import io.devopslab.aws.Clients;
import java.util.Random;

/** What one client does with a service, and what it knows to be so. Used by one thread at a time. */
interface Work {

    /** Makes what the work needs, once. */
    void prepare(Clients clients);

    /**
     * Changes something. When this returns, the change was acknowledged; when it throws, it may have happened.
     */
    void step(Clients clients, Random random);

    /**
     * Compares the cloud with what was acknowledged. What was asked for without an answer is learnt from it.
     *
     * @throws AssertionError when something is gone, came back, or is half there
     */
    void verify(Clients clients);
}
