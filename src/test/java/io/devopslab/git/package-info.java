@NullMarked
package io.devopslab.git;

import org.jspecify.annotations.NullMarked;
