package io.devopslab.cloud.service.codedeploy.appspec;

/** An AppSpec file says nothing that can be deployed; the message tells what is wrong. */
public final class InvalidAppSpecException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidAppSpecException(String message) {
        super(message);
    }
}
