package io.devopslab.cli;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Cost;
import io.devopslab.catalog.Judged;
import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.session.Home;
import io.devopslab.session.Progress;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.target.aws.AwsAccount;
import io.devopslab.target.aws.AwsTarget;
import io.devopslab.target.container.Product;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
        // A build of the program has a jar of its own; without one it may change under its name.
        Judged judged = invocation
                .jar()
                .map(jar -> Judged.in(invocation.labHome().resolve("cache"), jar.toString()))
                .orElse(Judged.NONE);
        return Catalog.open(invocation.root().resolve("labs"), judged);
    }

    Home home() {
        return new Home(invocation.labHome(), invocation.workspaces());
    }

    Targets targets() {
        return new Targets(invocation, console);
    }

    EmbeddedTarget target() {
        return targets().embedded();
    }

    /** Opens a target by its name, as {@link Targets} does. */
    Site open(Destination destination) {
        ContainerLibraries.require(invocation, destination.name());
        return targets().open(destination);
    }

    /**
     * A session on a target that is opened for it: the one that was named; else the one that the lab runs on, or the embedded
     * cloud.
     *
     * @param consent is asked for an account of AWS before anything is made in it
     */
    Session session(Lab lab, Destination destination, Consumer<AwsAccount> consent, Progress progress) {
        Optional<SessionState> open = Targets.session(
                home(), lab, destination.target().or(() -> destination.url().map(given -> destination.name())));
        Destination known = destination.as(open);
        Site site = known.name().equals(AwsTarget.NAME) ? account(known, open, consent) : open(known);
        // A container that takes the place of a dead one answers at another port.
        open.filter(session -> !session.endpoint().isEmpty()
                        && Product.of(session.target()).isEmpty())
                .ifPresent(session -> requireEndpoint(session, site));
        return Session.of(lab, site, home(), progress);
    }

    private static void requireEndpoint(SessionState session, Site site) {
        String endpoint =
                site.outside().flatMap(Outside::endpoint).map(URI::toString).orElse("");
        if (!endpoint.equals(session.endpoint())) {
            throw new UsageException(
                    Message.of(
                            Bench.class,
                            "endpoint.other",
                            session.lab(),
                            session.endpoint().isEmpty() ? session.target() : session.endpoint()),
                    Message.of(Bench.class, "endpoint.other.cure", session.lab()));
        }
    }

    private Site account(Destination destination, Optional<SessionState> open, Consumer<AwsAccount> consent) {
        AwsAccount account = targets().aws(destination);
        open.ifPresent(session -> {
            Targets.requireAccount(session, account);
            requireEndpoint(session, account.site());
            if (!session.region().equals(account.site().region())) {
                throw new UsageException(
                        Message.of(Bench.class, "aws.other-region", session.lab(), session.region()),
                        Message.of(Bench.class, "endpoint.other.cure", session.lab()));
            }
        });
        consent.accept(account);
        return account.site();
    }

    /** A session on the cloud that the session was started on. */
    Session session(String labId, TargetArguments arguments, Progress progress) {
        return session(labId, List.of(), arguments, progress);
    }

    /**
     * The same for a command that is about these tasks of the lab.
     *
     * @throws UsageException when the lab has no such task, before a cloud is opened only to say so
     */
    Session session(String labId, List<String> tasks, TargetArguments arguments, Progress progress) {
        Lab lab = catalog().lab(labId);
        lab.tasks(tasks);
        Optional<SessionState> open = started(lab, arguments);
        Site site = open.map(targets()::of).or(() -> target().running()).orElseGet(() -> {
            // No cloud is started only to say that the lab is not.
            Session.requireStarted(lab, home(), arguments.target().orElse(EmbeddedTarget.NAME));
            return target().open(DaemonOptions.defaults());
        });
        return Session.of(lab, site, home(), progress);
    }

    /** The session of the lab that is not stopped, by the files alone. */
    Optional<SessionState> started(Lab lab, TargetArguments arguments) {
        return Targets.session(home(), lab, arguments.target());
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
    Instant now(SessionState session) {
        try {
            return session.target().equals(EmbeddedTarget.NAME)
                    ? target().running().map(site -> site.clock().now()).orElseGet(InstantSource.system()::instant)
                    : InstantSource.system().instant();
        } catch (LabException e) {
            return InstantSource.system().instant();
        }
    }

    static Progress progress(Console console) {
        return new ProgressLines(console)::on;
    }

    /** What the placeholders of a lab's guide stand for, where the lab runs; nothing is started for it. */
    Function<String, Optional<String>> values(Lab lab) {
        return Session.all(home()).stream()
                .filter(session -> session.lab().equals(lab.id()))
                .filter(session -> session.phase() == SessionState.Phase.READY)
                .findFirst()
                .flatMap(this::reachable)
                .map(site -> Session.of(lab, site, home(), event -> {}).values())
                .orElse(name -> Optional.empty());
    }

    /** A guide can be read without its values, also while credentials have expired. */
    private Optional<Site> reachable(SessionState session) {
        try {
            return targets().running(session);
        } catch (LabException e) {
            return Optional.empty();
        }
    }
}
