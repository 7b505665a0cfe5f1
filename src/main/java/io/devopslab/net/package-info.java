/**
 * HTTP servers of this process, for all who answer: the wire and the load balancers of the cloud. Only on the loopback
 * address; see the decision "The HTTP server".
 */
@NullMarked
package io.devopslab.net;

import org.jspecify.annotations.NullMarked;
