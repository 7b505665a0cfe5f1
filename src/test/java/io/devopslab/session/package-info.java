@NullMarked
package io.devopslab.session;

import org.jspecify.annotations.NullMarked;
