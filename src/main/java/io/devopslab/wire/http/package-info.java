/**
 * HTTP as the wire's other rooms see it: a request that has been read, a reply to be sent, and the problems that
 * any AWS service may answer with. Knows nothing of the SDK.
 */
@NullMarked
package io.devopslab.wire.http;

import org.jspecify.annotations.NullMarked;
