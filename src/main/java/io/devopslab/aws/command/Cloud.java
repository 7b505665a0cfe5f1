package io.devopslab.aws.command;

import io.devopslab.aws.Clients;
import java.time.Instant;
import java.util.Optional;

/** The cloud that commands work with. */
public interface Cloud {

    /**
     * @param region for example {@code eu-west-1}; empty for the cloud's own
     * @throws io.devopslab.text.LabException when no cloud can be reached
     */
    Clients clients(Optional<String> region);

    /** The cloud's time, which may be ahead of the wall clock. */
    Instant now();

    /** Waits a moment before the same is asked again; false when nothing more is to be asked. */
    boolean pause();
}
