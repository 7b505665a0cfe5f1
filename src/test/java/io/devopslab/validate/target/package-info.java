@NullMarked
package io.devopslab.validate.target;

import org.jspecify.annotations.NullMarked;
