/** Routing proved for every operation of the SDK, not for a sample. */
@NullMarked
package io.devopslab.wire.route;

import org.jspecify.annotations.NullMarked;
