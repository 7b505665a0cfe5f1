/** Tests of the addresses at which instances and tasks listen. */
@NullMarked
package io.devopslab.cloud.runtime.network;

import org.jspecify.annotations.NullMarked;
