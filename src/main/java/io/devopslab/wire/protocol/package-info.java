/**
 * AWS's protocols as codecs: a request's bytes to an SDK request's builder, an SDK response or failure to a reply.
 * One small class for each; no service has code here.
 */
@NullMarked
package io.devopslab.wire.protocol;

import org.jspecify.annotations.NullMarked;
