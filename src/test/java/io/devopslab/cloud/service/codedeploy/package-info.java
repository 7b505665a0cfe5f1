/** Tests of CodeDeploy. */
@NullMarked
package io.devopslab.cloud.service.codedeploy;

import org.jspecify.annotations.NullMarked;
