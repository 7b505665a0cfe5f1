/** What deployments are made from: applications, groups, configurations, revisions, on-premises instances; and their tags. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.setup;

import org.jspecify.annotations.NullMarked;
