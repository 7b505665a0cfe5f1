/** What a cloud keeps of ECS, and how ECS says that something is wrong. */
@NullMarked
package io.devopslab.cloud.service.ecs.state;

import org.jspecify.annotations.NullMarked;
