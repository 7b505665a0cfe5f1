package io.devopslab.cloud.runtime.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of this machine: a page whose own name was made to resolve to it calls by another one. */
final class LoopbackHost {

    private static final Pattern HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");

    private LoopbackHost() {}

    /** The host of a {@code Host} header without the port; empty when it is not this machine's own. */
    static Optional<String> of(String header) {
        Matcher matcher = HOST.matcher(header);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
