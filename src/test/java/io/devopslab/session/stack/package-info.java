@NullMarked
package io.devopslab.session.stack;

import org.jspecify.annotations.NullMarked;
