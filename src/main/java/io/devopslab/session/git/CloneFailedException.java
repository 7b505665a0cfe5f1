package io.devopslab.session.git;

/** A repository could not be cloned. */
public final class CloneFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CloneFailedException(String url, Exception cause) {
        super(url + ": " + cause.getMessage(), cause);
    }
}
