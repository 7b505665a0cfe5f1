/** Keeps services at what they should be, and runs the containers of tasks. */
@NullMarked
package io.devopslab.cloud.service.ecs.run;

import org.jspecify.annotations.NullMarked;
