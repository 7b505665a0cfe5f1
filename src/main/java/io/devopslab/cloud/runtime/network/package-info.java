/** Where on this machine the things of a cloud listen. */
@NullMarked
package io.devopslab.cloud.runtime.network;

import org.jspecify.annotations.NullMarked;
