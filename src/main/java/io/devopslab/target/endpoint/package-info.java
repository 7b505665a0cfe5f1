/** Any cloud that speaks AWS's protocols at a URL: an emulator that runs already. */
@NullMarked
package io.devopslab.target.endpoint;

import org.jspecify.annotations.NullMarked;
