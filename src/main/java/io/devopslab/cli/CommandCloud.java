package io.devopslab.cli;

import io.devopslab.aws.Clients;
import io.devopslab.aws.command.Cloud;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The embedded cloud, if it runs; none is started. */
record CommandCloud(EmbeddedTarget target) implements Cloud {

    @Override
    public Clients clients(Optional<String> region) {
        return site(region).clients();
    }

    private Site site(Optional<String> region) {
        return region.map(target::runningIn)
                .orElseGet(target::running)
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
