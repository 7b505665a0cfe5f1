/**
 * What a cloud of others can do of a lab: asked of it, operation by operation, before anything is made there. What it lacks makes
 * tasks inconclusive, with the reason.
 */
@NullMarked
package io.devopslab.session.capability;

import org.jspecify.annotations.NullMarked;
