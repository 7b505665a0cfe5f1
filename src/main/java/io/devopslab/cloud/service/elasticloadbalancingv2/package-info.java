/**
 * Elastic Load Balancing: application load balancers whose listeners are HTTP ports of this machine (Elastic Load
 * Balancing API Reference, version 2015-12-01; User Guide for Application Load Balancers).
 */
@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2;

import org.jspecify.annotations.NullMarked;
