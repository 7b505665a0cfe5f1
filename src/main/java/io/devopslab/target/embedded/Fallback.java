package io.devopslab.target.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Which emulator is asked for the services that the embedded cloud does not have.
 *
 * @param endpoint empty when none is
 */
public record Fallback(Optional<URI> endpoint) {

    public static final Fallback NONE = new Fallback(Optional.empty());

    /** By its word on the command line and in files: a URL of scheme, host and port, or {@code none}; empty for another word. */
    public static Optional<Fallback> of(String word) {
        if (word.equals(NONE.word())) {
            return Optional.of(NONE);
        }
        try {
            URI uri = new URI(word);
            boolean plain = uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath() == null
                            || uri.getPath().isEmpty()
                            || uri.getPath().equals("/"));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return plain && http && uri.getHost() != null && uri.getPort() <= 65_535
                    ? Optional.of(new Fallback(Optional.of(uri)))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    public String word() {
        return endpoint.map(URI::toString).orElse("none");
    }
}
