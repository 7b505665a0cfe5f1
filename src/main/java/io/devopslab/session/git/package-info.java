/**
 * Git as a lab uses it: commits onto branches through CodeCommit's API, clones for the learner, and the credentials
 * that let plain {@code git push} through without a prompt.
 */
@NullMarked
package io.devopslab.session.git;

import org.jspecify.annotations.NullMarked;
