@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2;

import org.jspecify.annotations.NullMarked;
