/** Tests of AppSpec files. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.appspec;

import org.jspecify.annotations.NullMarked;
