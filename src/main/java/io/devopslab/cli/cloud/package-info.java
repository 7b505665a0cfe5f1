/** The verbs of {@code lab cloud}: the daemon that serves the embedded cloud. */
@NullMarked
package io.devopslab.cli.cloud;

import org.jspecify.annotations.NullMarked;
