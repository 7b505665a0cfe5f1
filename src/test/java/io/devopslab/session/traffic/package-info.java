@NullMarked
package io.devopslab.session.traffic;

import org.jspecify.annotations.NullMarked;
