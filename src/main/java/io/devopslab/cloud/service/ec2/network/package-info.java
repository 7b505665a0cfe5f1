/**
 * VPCs, subnets, gateways, route tables and security groups. They are kept and shown, and no packet passes through them.
 */
@NullMarked
package io.devopslab.cloud.service.ec2.network;

import org.jspecify.annotations.NullMarked;
