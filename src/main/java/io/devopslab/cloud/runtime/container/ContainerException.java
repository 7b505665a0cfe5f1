package io.devopslab.cloud.runtime.container;

/** What the engine, or docker's client, says that it cannot do. */
public final class ContainerException extends Exception {

    private static final long serialVersionUID = 1L;

    public ContainerException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
