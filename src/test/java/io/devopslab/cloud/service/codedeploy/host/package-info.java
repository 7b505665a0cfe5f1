/** Tests of the hosts that CodeDeploy deploys to. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.host;

import org.jspecify.annotations.NullMarked;
