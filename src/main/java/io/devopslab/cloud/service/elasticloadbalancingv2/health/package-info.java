/** Whether targets are well: health checks by real requests, on the cloud's time, and the end of deregistrations. */
@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2.health;

import org.jspecify.annotations.NullMarked;
