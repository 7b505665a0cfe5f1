@NullMarked
package io.devopslab.guide;

import org.jspecify.annotations.NullMarked;
