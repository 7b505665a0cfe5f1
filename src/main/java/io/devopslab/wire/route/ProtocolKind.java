package io.devopslab.wire.route;

/** The protocol that a service's model is written in. Some services answer in others, too. */
public enum ProtocolKind {
    JSON,
    QUERY,
    EC2,
    REST_JSON,
    REST_XML,
    CBOR;

    boolean isRest() {
        return this == REST_JSON || this == REST_XML;
    }
}
