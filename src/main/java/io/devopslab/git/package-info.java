/** How JGit is set up in this program, for the repositories of the cloud and for the learner's clones. */
@NullMarked
package io.devopslab.git;

import org.jspecify.annotations.NullMarked;
