@NullMarked
package io.devopslab.cloud;

import org.jspecify.annotations.NullMarked;
