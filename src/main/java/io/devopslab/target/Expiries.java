package io.devopslab.target;

import java.time.Instant;

/**
 * Remembers until when something may run, where a target has somebody who does something about it afterwards. What is
 * done is for those to know who registered it.
 */
public interface Expiries {

    /**
     * Sets the end of something, or moves it.
     *
     * @param name small letters, digits and hyphens
     * @param at in the cloud's time
     * @throws TargetException when nobody will do anything about it
     */
    void register(String name, Instant at);

    /** Forgets it; what is not known is forgotten already. */
    void forget(String name);

    /** Those of a target that does nothing by itself. */
    static Expiries none() {
        return new Expiries() {
            @Override
            public void register(String name, Instant at) {
                // Who forgets something here has it until `lab sweep`.
            }

            @Override
            public void forget(String name) {
                // Nothing was remembered.
            }
        };
    }
}
