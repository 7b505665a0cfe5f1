package io.devopslab.cli;

import io.devopslab.session.SessionState;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.target.endpoint.EndpointTarget;
import java.util.Optional;

/**
 * The target that somebody named, with what they said about it.
 *
 * @param target empty where none was named
 * @param url of {@code endpoint}, or what stands in AWS's place
 * @param profile of {@code aws}
 * @param region empty where none was named
 * @param daemon how the embedded cloud is started
 */
record Destination(
        Optional<String> target,
        Optional<String> url,
        Optional<String> profile,
        Optional<String> region,
        DaemonOptions daemon) {

    /** A target of which nothing else was said. */
    static Destination of(Optional<String> target) {
        return new Destination(target, Optional.empty(), Optional.empty(), Optional.empty(), DaemonOptions.defaults());
    }

    /** The same at that URL. */
    Destination at(Optional<String> where) {
        return new Destination(target, where, profile, region, daemon);
    }

    /** With what is known of a session that is open, where nothing else was said. */
    Destination as(Optional<SessionState> session) {
        return session.map(open -> new Destination(
                        target.or(() -> Optional.of(open.target())),
                        url.or(() -> Optional.of(open.endpoint()).filter(it -> !it.isEmpty())),
                        profile.or(() -> Optional.of(open.profile()).filter(it -> !it.isEmpty())),
                        region.or(() -> Optional.of(open.region())),
                        daemon))
                .orElse(this);
    }

    /** Which target that is, where a lab that runs does not say. */
    String name() {
        return target.or(() -> url.map(given -> EndpointTarget.NAME)).orElse(EmbeddedTarget.NAME);
    }

    /** The command that deletes what is left behind there, with all that was said of where it is. */
    String sweepCommand() {
        StringBuilder words = new StringBuilder("lab sweep");
        target.ifPresent(name -> words.append(" --target ").append(name));
        url.ifPresent(where -> words.append(" --endpoint-url ").append(where));
        profile.ifPresent(name -> words.append(" --profile ").append(name));
        region.ifPresent(name -> words.append(" --region ").append(name));
        return words.append(" --execute").toString();
    }
}
