/** Who answers behind an alias: calls that are really made, and counted by the version that answered. */
@NullMarked
package io.devopslab.session.traffic;

import org.jspecify.annotations.NullMarked;
