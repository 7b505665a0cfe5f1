package io.devopslab.cloud.kernel;

/** When instances start again that ran when their cloud was closed. */
public enum HostStart {
    /** With the cloud: somebody may be waiting for them. */
    AT_ONCE,
    /**
     * When a load balancer looks for one, or an agent runs something on it, and else when half a minute of the cloud's
     * time has passed, as machines come up one after the other when the power is back: for copies of clouds, of which most
     * are done away with before.
     */
    WHEN_NEEDED
}
