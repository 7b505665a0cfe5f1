/**
 * What is needed to leave nothing behind: buckets are emptied, log groups found, and AWS is asked of each thing that a
 * session made whether it is still there.
 */
@NullMarked
package io.devopslab.session.teardown;

import org.jspecify.annotations.NullMarked;
