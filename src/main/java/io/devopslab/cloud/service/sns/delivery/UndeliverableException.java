package io.devopslab.cloud.service.sns.delivery;

/** A subscriber did not take a message. */
final class UndeliverableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param passing whether it may take it another time
     */
    UndeliverableException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }
}
