package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.check.Reasons;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.Leftover.Kind;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.session.StopOptions.ClonesFate;
import io.devopslab.session.ledger.SessionLock;
import io.devopslab.session.stack.StackResource;
import io.devopslab.session.stack.Stacks;
import io.devopslab.session.teardown.Inventory;
import io.devopslab.target.Outside;
import io.devopslab.target.Site;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what labs left on a target, and deletes it: sessions that nobody goes on with, and what says by its tag that a
 * session made it which is not known here. Such a session is taken over into the lab's ledger and stopped like any.
 */
public final class Sweep {

    private static final String USER = "AWS::IAM::User";

    private final Catalog catalog;
    private final Site site;
    private final Home home;
    private final Progress progress;
    private final Operations operations;

    public Sweep(Catalog catalog, Site site, Home home, Progress progress) {
        this.catalog = catalog;
        this.site = site;
        this.home = home;
        this.progress = progress;
        this.operations = new Operations(site.clients());
    }

    /**
     * What is left; nothing is changed. What another command works on is not left.
     *
     * @throws LabException when the cloud does not answer
     */
    public List<Leftover> plan() {
        try {
            List<SessionState> open = SessionFiles.all(home).stream()
                    .filter(state -> state.phase() != Phase.STOPPED)
                    .toList();
            List<Leftover> found = new ArrayList<>();
            Instant now = site.clock().now();
            for (SessionState state : open.stream().filter(this::isHere).toList()) {
                kind(state, now)
                        .filter(kind -> isFree(state.lab()))
                        .ifPresent(kind -> found.add(new Leftover(state.lab(), state.id(), kind, standing(state))));
            }
            // Of those that run elsewhere users are seen here too: they are the same in all regions of an account.
            found.addAll(unknown(open.stream().map(SessionState::id).toList(), now));
            return found;
        } catch (OperationFailedException e) {
            throw Reasons.exception(e.failure());
        }
    }

    /** Whether the session runs in this very cloud; a target may be of many accounts and regions. */
    private boolean isHere(SessionState state) {
        return state.target().equals(site.target())
                && site.outside()
                        .map(outside -> state.account().equals(site.account())
                                && state.region().equals(site.region())
                                && state.endpoint()
                                        .equals(outside.endpoint()
                                                .map(URI::toString)
                                                .orElse("")))
                        .orElse(true);
    }

    private static Optional<Kind> kind(SessionState state, Instant now) {
        return switch (state.phase()) {
            case STARTING -> Optional.of(Kind.STARTING);
            case STOPPING -> Optional.of(Kind.STOPPING);
            case READY -> now.isBefore(state.expires()) ? Optional.empty() : Optional.of(Kind.EXPIRED);
            case STOPPED -> Optional.empty();
        };
    }

    private boolean isFree(String lab) {
        try (SessionLock lock = files(lab).lock("lab sweep")) {
            return lock != null;
        } catch (SessionLockedException e) {
            return false;
        }
    }

    private SessionFiles files(String lab) {
        return new SessionFiles(home, site.target(), lab);
    }

    /** What a session has made and is there now, as far as its ledger knows. */
    private List<StackResource> standing(SessionState state) {
        Journal journal = files(state.lab()).journal();
        Set<StackResource> made = new LinkedHashSet<>();
        journal.stacks().forEach(name -> made.add(new StackResource(Stopping.STACK, name)));
        made.addAll(journal.resources());
        journal.users().forEach(name -> made.add(new StackResource(USER, name)));
        Inventory inventory = new Inventory(operations);
        return made.stream()
                .filter(resource -> inventory.exists(resource).orElse(false))
                .toList();
    }

    private List<Leftover> unknown(List<String> known, Instant now) {
        return new Traces(operations, stacks())
                .bySession().values().stream()
                        .filter(trace -> !known.contains(trace.session()))
                        .filter(trace -> site.outside().isEmpty() || trace.isOver(now))
                        .map(trace -> new Leftover(trace.lab(), trace.session(), Kind.UNKNOWN, trace.resources()))
                        .toList();
    }

    private Stacks stacks() {
        return new Stacks(operations, site.clock()::pause, event -> {});
    }

    /** Deletes all that is left, and tells what became of it. The learner's clones stay, all of them. */
    public List<Swept> execute() {
        List<Swept> swept = new ArrayList<>();
        for (Leftover leftover : plan()) {
            swept.add(sweep(leftover));
        }
        return swept;
    }

    private Swept sweep(Leftover leftover) {
        Optional<Lab> lab = lab(leftover.lab());
        if (lab.isEmpty()) {
            return refused(leftover, Workbench.message("sweep.gone-lab", leftover.lab()));
        }
        if (leftover.kind() == Kind.UNKNOWN) {
            if (files(leftover.lab()).journal().isOpen()) {
                return refused(leftover, Workbench.message("sweep.other-session", leftover.lab()));
            }
            takeOver(leftover, lab.get());
        }
        try {
            StopResult stopped = Session.of(lab.get(), site, home, progress)
                    .stop(new StopOptions(ClonesFate.STAY, leftover.kind() == Kind.EXPIRED));
            return new Swept(leftover, survivors(leftover, stopped.survivors()), stopped.kept(), Optional.empty());
        } catch (LabException e) {
            return refused(leftover, e.problem());
        } catch (OperationFailedException e) {
            return refused(leftover, Reasons.of(e.failure()));
        }
    }

    /** What the stop named, and what the cloud lists by the tag all the same, of kinds that no stop knows. */
    private List<Survivor> survivors(Leftover leftover, List<Survivor> named) {
        List<Survivor> all = new ArrayList<>(named);
        Trace trace = new Traces(operations, stacks()).bySession().get(leftover.session());
        if (trace != null) {
            trace.resources().stream()
                    .filter(resource ->
                            named.stream().noneMatch(survivor -> survivor.name().equals(resource.physicalId())))
                    .forEach(resource -> all.add(new Survivor(
                            resource.type(), resource.physicalId(), Workbench.message("held.tagged", Workbench.TAG))));
        }
        return all;
    }

    private static Swept refused(Leftover leftover, Message why) {
        return new Swept(leftover, List.of(), List.of(), Optional.of(why));
    }

    private Optional<Lab> lab(String id) {
        return catalog.ids().contains(id) ? Optional.of(catalog.lab(id)) : Optional.empty();
    }

    /** Writes the session down as if it had been started here, so that a stop that is cut off can be gone on with. */
    private void takeOver(Leftover leftover, Lab lab) {
        Workbench bench = new Workbench(lab, site, home, progress);
        try (SessionLock lock = bench.files().lock("lab sweep")) {
            bench.write(
                    Event.STARTED,
                    Input.of(
                            "session", leftover.session(),
                            "lab", lab.id(),
                            "target", site.target(),
                            "account", site.account(),
                            "region", site.region(),
                            "endpoint",
                                    site.outside()
                                            .flatMap(Outside::endpoint)
                                            .map(URI::toString)
                                            .orElse(""),
                            "profile", site.outside().flatMap(Outside::profile).orElse(""),
                            "workspace", home.workspaces().resolve(lab.id()),
                            "expires", site.clock().now()));
            for (StackResource resource : leftover.resources()) {
                switch (resource.type()) {
                    case USER -> bench.write(Event.USER, Input.of("name", resource.physicalId()));
                    case Stopping.STACK -> bench.write(Event.STACK, Input.of("name", resource.physicalId()));
                    default ->
                        bench.write(Event.RESOURCE, Input.of("type", resource.type(), "id", resource.physicalId()));
                }
            }
        }
    }
}
