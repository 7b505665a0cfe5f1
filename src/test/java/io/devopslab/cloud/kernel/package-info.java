@NullMarked
package io.devopslab.cloud.kernel;

import org.jspecify.annotations.NullMarked;
