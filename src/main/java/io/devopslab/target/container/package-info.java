/** An emulator of AWS in a container ({@link Product}): started when a lab is, found again by later commands, removed when the last lab is stopped. */
@NullMarked
package io.devopslab.target.container;

import org.jspecify.annotations.NullMarked;
