/** Benchmarks of the whole, and the client that loads it. Run as the profile {@code bench} of the pom says. */
@NullMarked
package io.devopslab.bench;

import org.jspecify.annotations.NullMarked;
