/** Requests for services that a server does not have, passed on to another endpoint. */
@NullMarked
package io.devopslab.wire.elsewhere;

import org.jspecify.annotations.NullMarked;
