/**
 * What the engine keeps about stacks: immutable rows, the tables they live in, and the journal, which writes a
 * status, its stack event and its EventBridge event as one change.
 */
@NullMarked
package io.devopslab.cloud.stack.state;

import org.jspecify.annotations.NullMarked;
