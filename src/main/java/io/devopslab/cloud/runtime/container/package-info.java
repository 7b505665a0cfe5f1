/**
 * Containers in an engine that answers to the {@code docker} command: found, fed with images, started with limits,
 * and gone afterwards. It knows nothing of AWS.
 */
@NullMarked
package io.devopslab.cloud.runtime.container;

import org.jspecify.annotations.NullMarked;
