/** The entry point of the {@code lab} command. Everything else lives in the packages below. */
@NullMarked
package io.devopslab;

import org.jspecify.annotations.NullMarked;
