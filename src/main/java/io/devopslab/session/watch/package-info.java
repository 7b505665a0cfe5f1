/**
 * Looking again when there is reason to: what happens in the cloud and in the learner's clones rings a bell, and the
 * checks run when it has rung.
 */
@NullMarked
package io.devopslab.session.watch;

import org.jspecify.annotations.NullMarked;
