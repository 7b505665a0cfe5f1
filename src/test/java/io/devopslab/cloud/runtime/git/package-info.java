/** Proves git over HTTP with the real git client against an HTTP server of the test's own. */
@NullMarked
package io.devopslab.cloud.runtime.git;

import org.jspecify.annotations.NullMarked;
