/** Starting other programs. */
@NullMarked
package io.devopslab.process;

import org.jspecify.annotations.NullMarked;
