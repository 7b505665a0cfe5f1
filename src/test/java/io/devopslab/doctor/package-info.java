@NullMarked
package io.devopslab.doctor;

import org.jspecify.annotations.NullMarked;
