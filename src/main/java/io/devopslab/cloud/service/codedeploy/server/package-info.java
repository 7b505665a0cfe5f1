/** The EC2/on-premises platform: a fleet of hosts, on which bundles are installed and hook scripts run. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.server;

import org.jspecify.annotations.NullMarked;
