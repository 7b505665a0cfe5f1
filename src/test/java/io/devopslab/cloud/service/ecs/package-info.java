/** Tests of the embedded ECS. */
@NullMarked
package io.devopslab.cloud.service.ecs;

import org.jspecify.annotations.NullMarked;
