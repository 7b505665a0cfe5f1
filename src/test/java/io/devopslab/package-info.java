/** What all tests share. */
@NullMarked
package io.devopslab;

import org.jspecify.annotations.NullMarked;
