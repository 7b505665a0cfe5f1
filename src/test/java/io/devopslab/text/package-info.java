@NullMarked
package io.devopslab.text;

import org.jspecify.annotations.NullMarked;
