@NullMarked
package io.devopslab.catalog;

import org.jspecify.annotations.NullMarked;
