/** Holds the lines of docs/architecture.md. */
@NullMarked
package io.devopslab.architecture;

import org.jspecify.annotations.NullMarked;
