/**
 * What a lab is, and how it is read from its manifest. Everything that can be known to be wrong without a cloud is
 * found here, all at once, with file, line and path.
 */
@NullMarked
package io.devopslab.catalog;

import org.jspecify.annotations.NullMarked;
