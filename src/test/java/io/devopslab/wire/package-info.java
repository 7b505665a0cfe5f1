/** The wire under real clients and hostile strangers: fake services behind it, the SDK and the aws command before it. */
@NullMarked
package io.devopslab.wire;

import org.jspecify.annotations.NullMarked;
