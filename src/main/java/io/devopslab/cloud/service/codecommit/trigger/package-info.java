/**
 * Triggers: what a repository calls when its branches and tags move. Calls that are owed are kept, so that a
 * killed process owes them still.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.trigger;

import org.jspecify.annotations.NullMarked;
