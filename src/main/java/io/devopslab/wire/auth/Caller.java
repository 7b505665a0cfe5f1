package io.devopslab.wire.auth;

import java.util.Optional;

/**
 * Who sent a request, and to which region and service.
 *
 * @param accessKeyId empty for an anonymous request, which only {@link AuthMode#NONE} lets through
 * @param region the signature's; empty for an anonymous request
 * @param service the signature's service name, for example {@code codecommit}; empty for an anonymous request
 */
public record Caller(String account, Optional<String> accessKeyId, Optional<String> region, Optional<String> service) {}
