/** Tests with functions that really run; those in Python and JavaScript are skipped without the interpreter. */
@NullMarked
package io.devopslab.cloud.runtime.function;

import org.jspecify.annotations.NullMarked;
