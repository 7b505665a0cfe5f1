@NullMarked
package io.devopslab.target.container;

import org.jspecify.annotations.NullMarked;
