/**
 * Who is calling: AWS Signature Version 4 verified by this project's own canonicalisation, of headers, of presigned
 * links and of streamed chunks. Sees HTTP requests and a look-up of keys, nothing else.
 */
@NullMarked
package io.devopslab.wire.auth;

import org.jspecify.annotations.NullMarked;
