/**
 * The proof of a lab: that it can be solved, that each of its checks can fail, and that nothing of it stays. It works on
 * embedded clouds inside this process, on simulated time.
 */
@NullMarked
package io.devopslab.validate;

import org.jspecify.annotations.NullMarked;
