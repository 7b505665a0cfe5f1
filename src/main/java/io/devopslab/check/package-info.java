/**
 * Runs checks and gives verdicts: pass, fail, or inconclusive when the environment rather than the learner is the
 * reason. Nothing here changes anything in the cloud or in the workspace.
 */
@NullMarked
package io.devopslab.check;

import org.jspecify.annotations.NullMarked;
