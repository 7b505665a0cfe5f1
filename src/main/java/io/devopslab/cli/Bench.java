package io.devopslab.cli;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Cost;
import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.session.Home;
import io.devopslab.session.Progress;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.LabException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Where a learner works: the catalog of this installation, the home of this user, and the target of a command. */
final class Bench {

    private final Invocation invocation;
    private final Console console;

    Bench(Invocation invocation, Console console) {
        this.invocation = invocation;
        this.console = console;
    }

    Catalog catalog() {
        return Catalog.open(invocation.root().resolve("labs"));
    }

    Home home() {
        return new Home(invocation.labHome(), invocation.workspaces());
    }

    EmbeddedTarget target() {
        return new EmbeddedTarget(invocation.labHome(), invocation.jar(), console::note);
    }

    /** A session on a cloud that is started when none runs. */
    Session session(String labId, DaemonOptions options, Progress progress) {
        Lab lab = catalog().lab(labId);
        return Session.of(lab, target().open(options), home(), progress);
    }

    /** A session on the cloud that the session was started on. */
    Session session(String labId, Progress progress) {
        Lab lab = catalog().lab(labId);
        EmbeddedTarget target = target();
        Site site = target.running().orElseGet(() -> {
            // No cloud is started only to say that the lab is not.
            Session.requireStarted(lab, home(), EmbeddedTarget.NAME);
            return target.open(DaemonOptions.defaults());
        });
        return Session.of(lab, site, home(), progress);
    }

    /** Whether the files tell of a session of the lab that is not stopped. */
    boolean isStarted(String labId) {
        return Session.all(home()).stream()
                .anyMatch(session -> session.lab().equals(labId) && session.phase() != SessionState.Phase.STOPPED);
    }

    /** What a lab costs; empty when it is not there any more, or not valid. */
    Optional<Cost> cost(String labId) {
        try {
            return Optional.of(catalog().lab(labId).cost());
        } catch (LabException e) {
            return Optional.empty();
        }
    }

    /** The time of the cloud, by which sessions are dated; the wall clock's where no cloud can be asked. */
    Instant now() {
        try {
            return target().running().map(site -> site.clock().now()).orElseGet(InstantSource.system()::instant);
        } catch (LabException e) {
            return InstantSource.system().instant();
        }
    }

    static Progress progress(Console console) {
        return new ProgressLines(console)::on;
    }

    /** What the placeholders of a lab's guide stand for, where the lab runs; nothing is started for it. */
    Function<String, Optional<String>> values(Lab lab) {
        boolean ready = Session.all(home()).stream()
                .anyMatch(session -> session.lab().equals(lab.id()) && session.phase() == SessionState.Phase.READY);
        return (ready ? target().running() : Optional.<Site>empty())
                .map(site -> Session.of(lab, site, home(), event -> {}).values())
                .orElse(name -> Optional.empty());
    }
}
