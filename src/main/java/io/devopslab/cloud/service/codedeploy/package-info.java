/** CodeDeploy: the operations, handed to the rooms below, and the CloudFormation types. */
@NullMarked
package io.devopslab.cloud.service.codedeploy;

import org.jspecify.annotations.NullMarked;
