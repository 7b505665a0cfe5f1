/** What a cloud keeps of its load balancers, and how Elastic Load Balancing says that something is wrong. */
@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import org.jspecify.annotations.NullMarked;
