package io.devopslab.cloud.service.codedeploy.host;

/** The host ended in the middle of a lifecycle event. */
public final class HostLostException extends Exception {

    private static final long serialVersionUID = 1L;

    HostLostException(Host host) {
        super("The host " + host.id() + " ended.");
    }
}
