/** What bundles are deployed to: hosts of several kinds, and the agent that installs and runs scripts on them. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.host;

import org.jspecify.annotations.NullMarked;
