/** Kills the daemon amid its work, and compares what is there afterwards with what it had acknowledged. */
@NullMarked
package io.devopslab.target.embedded.killed;

import org.jspecify.annotations.NullMarked;
