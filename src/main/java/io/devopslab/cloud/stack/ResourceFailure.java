package io.devopslab.cloud.stack;

import java.util.Optional;

/**
 * A handler could not do what was asked, for the reason in the message, and may have left something behind: a
 * rollback deletes the resource of {@link #physicalId}.
 */
public final class ResourceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String physicalId;

    /**
     * @param message what the resource's events say
     * @param physicalId what was made nevertheless; empty when nothing was
     */
    public ResourceFailure(String message, String physicalId) {
        super(message);
        this.physicalId = physicalId;
    }

    public Optional<String> physicalId() {
        return Optional.of(physicalId).filter(id -> !id.isEmpty());
    }
}
