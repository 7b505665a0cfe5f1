@NullMarked
package io.devopslab.session.git;

import org.jspecify.annotations.NullMarked;
