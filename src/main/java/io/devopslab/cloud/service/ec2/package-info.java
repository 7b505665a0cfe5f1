/**
 * Amazon EC2, as far as load balancers and deployments need it: networks that are kept, and instances that are processes
 * of this machine (Amazon EC2 API Reference, version 2016-11-15).
 */
@NullMarked
package io.devopslab.cloud.service.ec2;

import org.jspecify.annotations.NullMarked;
