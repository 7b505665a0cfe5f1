package io.devopslab.cli;

import io.devopslab.aws.Clients;
import io.devopslab.aws.command.Cloud;
import io.devopslab.session.SessionState;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The cloud that runs; none is started. */
final class CommandCloud implements Cloud {

    private final Targets targets;
    private final Supplier<Optional<SessionState>> where;
    /** Those of others, by their regions: an account is asked once who it is. */
    private final Map<String, Site> elsewhere = new HashMap<>();

    /**
     * @param where a session on the cloud that is meant; empty for the embedded one
     */
    CommandCloud(Targets targets, Supplier<Optional<SessionState>> where) {
        this.targets = targets;
        this.where = where;
    }

    @Override
    public Clients clients(Optional<String> region) {
        return site(region).clients();
    }

    private Site site(Optional<String> region) {
        return Optional.ofNullable(elsewhere.get(region.orElse("")))
                .or(() -> where.get().map(session -> {
                    Site site = targets.of(region.map(session::in).orElse(session));
                    elsewhere.put(region.orElse(""), site);
                    return site;
                }))
                .or(() -> region.map(name -> targets.embedded().runningIn(name))
                        .orElseGet(() -> targets.embedded().running()))
                .orElseThrow(() -> new TargetException(
                        Message.of(CommandCloud.class, "not-running"),
                        Message.of(CommandCloud.class, "not-running.cure")));
    }

    @Override
    public Instant now() {
        return site(Optional.empty()).clock().now();
    }

    @Override
    public boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
