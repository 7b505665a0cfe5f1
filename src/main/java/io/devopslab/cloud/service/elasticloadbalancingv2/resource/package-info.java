/** What CloudFormation can provision of Elastic Load Balancing. */
@NullMarked
package io.devopslab.cloud.service.elasticloadbalancingv2.resource;

import org.jspecify.annotations.NullMarked;
