/** What CloudFormation provisions of ECS. */
@NullMarked
package io.devopslab.cloud.service.ecs.resource;

import org.jspecify.annotations.NullMarked;
