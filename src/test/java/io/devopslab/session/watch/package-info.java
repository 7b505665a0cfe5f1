@NullMarked
package io.devopslab.session.watch;

import org.jspecify.annotations.NullMarked;
