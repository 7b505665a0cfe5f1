/** Deployments of any platform: their rows, the engine that drives them, how they end, roll back and tell about it. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.deployment;

import org.jspecify.annotations.NullMarked;
