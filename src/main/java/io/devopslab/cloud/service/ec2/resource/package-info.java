/** What CloudFormation can provision of EC2. */
@NullMarked
package io.devopslab.cloud.service.ec2.resource;

import org.jspecify.annotations.NullMarked;
