package io.devopslab.wire.auth;

/** Whether a request must prove who sent it. */
public enum AuthMode {
    /** Only requests with a valid signature reach a service. */
    VERIFIED,
    /** Any request reaches its service; a signature is read for its region and service, and not verified. */
    NONE
}
