package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import java.util.Map;

/** What an attribute becomes that a template no longer has. */
final class Defaults {

    static final Map<String, String> OF_BALANCERS = Map.of(
            "deletion_protection.enabled", "false",
            "idle_timeout.timeout_seconds", "60",
            "routing.http.preserve_host_header.enabled", "false",
            "routing.http2.enabled", "true",
            "routing.http.desync_mitigation_mode", "defensive",
            "routing.http.xff_header_processing.mode", "append");

    static final Map<String, String> OF_GROUPS = Map.of("deregistration_delay.timeout_seconds", "300");

    private Defaults() {}
}
