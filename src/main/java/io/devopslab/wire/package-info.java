/**
 * AWS's protocols over HTTP, on loopback, for any implementation of the SDK's client interfaces. The server verifies
 * who calls, finds the operation, calls it, and answers in the protocol of the request; it never sees the cloud.
 */
@NullMarked
package io.devopslab.wire;

import org.jspecify.annotations.NullMarked;
