@NullMarked
package io.devopslab.session.teardown;

import org.jspecify.annotations.NullMarked;
