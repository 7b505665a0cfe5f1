/** A lab's guide: the Markdown of its author, the part that a learner asks for, and how a terminal shows it. */
@NullMarked
package io.devopslab.guide;

import org.jspecify.annotations.NullMarked;
