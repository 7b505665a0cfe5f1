@NullMarked
package io.devopslab.dora;

import org.jspecify.annotations.NullMarked;
