package io.devopslab.target.embedded;

import java.util.concurrent.CompletionStage;

/** What a daemon does about something that has expired. It does not know what that is. */
@FunctionalInterface
public interface ExpiryAction {

    /**
     * Begins to do it, and returns at once. It may have been done already, or be no longer wanted.
     *
     * @param name under which it was registered
     * @return whether nothing is left to do; false to be asked again later
     */
    CompletionStage<Boolean> expired(String name);
}
