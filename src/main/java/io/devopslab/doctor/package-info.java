/** Looks at the machine: what the labs need, what is there, and how to get what is missing. */
@NullMarked
package io.devopslab.doctor;

import org.jspecify.annotations.NullMarked;
