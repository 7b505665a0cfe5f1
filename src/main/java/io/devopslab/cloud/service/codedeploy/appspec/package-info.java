/** AppSpec files, read from YAML or JSON. They know nothing of deployments. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.appspec;

import org.jspecify.annotations.NullMarked;
