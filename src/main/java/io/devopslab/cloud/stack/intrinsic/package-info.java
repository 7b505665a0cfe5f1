/**
 * What templates compute: parameters and their constraints, conditions, rules, and the intrinsic functions.
 * Nothing here knows a resource; values come in through {@link Values}.
 */
@NullMarked
package io.devopslab.cloud.stack.intrinsic;

import org.jspecify.annotations.NullMarked;
