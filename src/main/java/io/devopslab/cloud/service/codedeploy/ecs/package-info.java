/** Deployments to Amazon ECS: a task set is replaced by another behind the listeners of a load balancer. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.ecs;

import org.jspecify.annotations.NullMarked;
