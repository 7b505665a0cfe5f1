/**
 * Where requests go: a listener is an HTTP server on a port of this machine, which answers by its rules or carries the
 * request to a target and the answer back (Application Load Balancers, User Guide).
 */
@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import org.jspecify.annotations.NullMarked;
