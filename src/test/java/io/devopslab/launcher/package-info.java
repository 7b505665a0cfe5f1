@NullMarked
package io.devopslab.launcher;

import org.jspecify.annotations.NullMarked;
