@NullMarked
package io.devopslab.session.progress;

import org.jspecify.annotations.NullMarked;
