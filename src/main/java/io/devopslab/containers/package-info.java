/**
 * Runs containers for `lab`, as a program of its own beside it: Testcontainers is large, needs an environment of its own, and is
 * downloaded only by those who ask for a target that needs it. It knows nothing of the rest of the program; both agree on files
 * of properties.
 */
@NullMarked
package io.devopslab.containers;

import org.jspecify.annotations.NullMarked;
