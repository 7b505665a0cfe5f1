@NullMarked
package io.devopslab.cost;

import org.jspecify.annotations.NullMarked;
