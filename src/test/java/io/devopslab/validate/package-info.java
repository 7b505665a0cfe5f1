@NullMarked
package io.devopslab.validate;

import org.jspecify.annotations.NullMarked;
