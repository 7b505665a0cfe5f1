@NullMarked
package io.devopslab.session.capability;

import org.jspecify.annotations.NullMarked;
