package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

/** Where a target listens. */
public record Target(String host, int port) {}
