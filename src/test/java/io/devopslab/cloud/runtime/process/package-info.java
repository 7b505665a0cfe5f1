/** Tests with real child processes. They need a POSIX shell and are skipped where there is none. */
@NullMarked
package io.devopslab.cloud.runtime.process;

import org.jspecify.annotations.NullMarked;
