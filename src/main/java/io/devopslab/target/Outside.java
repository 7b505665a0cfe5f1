package io.devopslab.target;

import java.net.URI;
import java.util.Optional;

/**
 * A cloud that is not of this program. What it can do has to be asked: it is not known, and what it says of itself is not
 * believed.
 *
 * @param endpoint where it answers; empty for AWS's own endpoints
 * @param profile the profile whose credentials it was opened with; empty for those that are found by themselves
 * @param software what it is, as far as it tells, for example {@code LocalStack 4.14.0}
 */
public record Outside(Optional<URI> endpoint, Optional<String> profile, String software) {

    /** An emulator. */
    public Outside(URI endpoint, String software) {
        this(Optional.of(endpoint), Optional.empty(), software);
    }
}
