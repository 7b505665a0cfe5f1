@NullMarked
package io.devopslab.check;

import org.jspecify.annotations.NullMarked;
