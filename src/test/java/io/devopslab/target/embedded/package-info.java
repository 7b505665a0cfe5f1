@NullMarked
package io.devopslab.target.embedded;

import org.jspecify.annotations.NullMarked;
