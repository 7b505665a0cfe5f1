/** What a learner has achieved in a lab: kept across stops, and for the learner alone. */
@NullMarked
package io.devopslab.session.progress;

import org.jspecify.annotations.NullMarked;
