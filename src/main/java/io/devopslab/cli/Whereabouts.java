package io.devopslab.cli;

import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.target.embedded.Daemons;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cloud a command means that names no lab: the embedded one where it runs, else the one that sessions run on. */
final class Whereabouts {

    private final Bench bench;

    Whereabouts(Bench bench) {
        this.bench = bench;
    }

    /**
     * A session on the cloud that is meant; empty for the embedded one.
     *
     * @param target the one that was named; empty when none was
     * @throws UsageException when sessions run on several clouds that could be meant, or none on the one that was named
     */
    Optional<SessionState> session(Optional<String> target) {
        boolean named = target.isPresent();
        if (named
                ? target.get().equals(EmbeddedTarget.NAME)
                : new Daemons(bench.home().state()).running().isPresent()) {
            return Optional.empty();
        }
        Collection<SessionState> found = elsewhere(target);
        if (named && found.isEmpty()) {
            throw new UsageException(
                    Message.of(Whereabouts.class, "where.nothing", target.get()),
                    Message.of(Whereabouts.class, "where.nothing.cure", target.get()));
        }
        if (found.size() > 1) {
            String clouds = String.join(
                    "; ",
                    found.stream()
                            .map(session -> session.target() + " " + session.account() + " " + session.region() + " "
                                    + session.endpoint())
                            .map(String::strip)
                            .toList());
            throw new UsageException(
                    Message.of(Whereabouts.class, "where.several", clouds),
                    Message.of(Whereabouts.class, "where.several.cure"));
        }
        return found.stream().findFirst();
    }

    /** One session of each cloud but the embedded one. */
    private Collection<SessionState> elsewhere(Optional<String> target) {
        Map<List<String>, SessionState> clouds = new LinkedHashMap<>();
        Session.all(bench.home()).stream()
                .filter(session -> session.phase() != SessionState.Phase.STOPPED)
                .filter(session -> !session.target().equals(EmbeddedTarget.NAME))
                .filter(session -> target.isEmpty() || session.target().equals(target.get()))
                .forEach(session -> clouds.putIfAbsent(
                        List.of(session.target(), session.account(), session.region(), session.endpoint()), session));
        return clouds.values();
    }
}
