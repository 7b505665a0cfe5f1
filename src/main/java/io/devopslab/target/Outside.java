package io.devopslab.target;

import java.net.URI;

/**
 * A cloud that is not of this program. What it can do has to be asked: it is not known, and what it says of itself is not
 * believed.
 *
 * @param endpoint where it answers
 * @param software what it is, as far as it tells, for example {@code LocalStack 4.14.0}
 */
public record Outside(URI endpoint, String software) {}
