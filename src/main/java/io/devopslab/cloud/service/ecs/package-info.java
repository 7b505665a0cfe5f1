/** Amazon ECS: clusters, task definitions, services and tasks, whose containers are real ones of an engine. */
@NullMarked
package io.devopslab.cloud.service.ecs;

import org.jspecify.annotations.NullMarked;
