/**
 * The embedded cloud as a target: a daemon on the loopback that serves it, found and started by its files under
 * {@code $LAB_HOME/cloud}. The only room that sees both the cloud and the wire.
 */
@NullMarked
package io.devopslab.target.embedded;

import org.jspecify.annotations.NullMarked;
