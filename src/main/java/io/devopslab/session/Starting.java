package io.devopslab.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.catalog.StackSpec;
import io.devopslab.catalog.Step;
import io.devopslab.catalog.Task;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.capability.Absence;
import io.devopslab.session.capability.CarriedTemplate;
import io.devopslab.session.capability.Carrying;
import io.devopslab.session.capability.Prober;
import io.devopslab.session.git.Commits;
import io.devopslab.session.stack.StackResource;
import io.devopslab.session.stack.StackSpecification;
import io.devopslab.session.stack.Stacks;
import io.devopslab.session.teardown.Inventory;
import io.devopslab.target.Outside;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** Brings a lab to where its learner begins. Each part looks first at what stands, so that a cut-off start goes on. */
final class Starting {

    private final Workbench bench;
    private final Turning turning;
    private final Path defaultWorkspace;

    Starting(Workbench bench, Home home) {
        this.bench = bench;
        this.turning = new Turning(bench, home);
        this.defaultWorkspace = home.workspaces().resolve(bench.lab().id());
    }

    /**
     * @param ttl how long it may run from now on; empty for as long as it was given last, or else as the lab says
     */
    StartResult start(Optional<Path> workspace, Optional<Duration> ttl) throws InterruptedException {
        boolean resumed = bench.journal().isOpen();
        if (resumed) {
            refuseOtherWorkspace(workspace);
            Clones.refuseForeign(bench.lab(), bench.journal().workspace());
            extend(ttl.or(() -> bench.journal().ttl()).orElse(bench.lab().ttl()));
        } else {
            begin(
                    workspace.orElse(defaultWorkspace).toAbsolutePath().normalize(),
                    ttl.orElse(bench.lab().ttl()));
        }
        bench.expiry().register();
        probe();
        deploy();
        seed();
        makeClones();
        return ready(resumed);
    }

    /** There is nothing to clone where repositories are not there, or have nothing in them. */
    boolean makeClones() throws InterruptedException {
        Carrying carrying = bench.carrying(bench.journal());
        boolean seeded = bench.lab().seed().stream()
                .allMatch(step -> carrying.obstacle(step).isEmpty());
        boolean carried = seeded && carrying.clones().isEmpty();
        if (carried) {
            new Clones(bench, bench.journal()).create();
        }
        return carried;
    }

    StartResult ready(boolean resumed) {
        bench.write(Event.READY, Input.of());
        SessionState state = bench.journal().state().orElseThrow();
        bench.files().summarize(state);
        Carrying carrying = bench.carrying(bench.journal());
        Optional<Task> first = bench.lab().inOrder().stream()
                .filter(task -> carrying.obstacle(task).isEmpty())
                .findFirst();
        return new StartResult(state, resumed, first);
    }

    private void refuseOtherWorkspace(Optional<Path> workspace) {
        Path present = bench.journal().workspace();
        if (workspace
                .filter(wanted -> !wanted.toAbsolutePath().normalize().equals(present))
                .isPresent()) {
            throw new UsageException(
                    Workbench.message("other-workspace", bench.lab().id(), present),
                    Workbench.message("other-workspace.cure", bench.lab().id()));
        }
    }

    /** A reset turns the clock again; the time that this takes is not the learner's. */
    void extendForTurning() {
        turning.extend();
    }

    private void extend(Duration ttl) {
        Instant expires = bench.site().clock().now().plus(ttl).plus(turning.left(bench.journal()));
        bench.write(Event.EXTENDED, Input.of("expires", expires, "ttl", ttl));
    }

    private void begin(Path workspace, Duration ttl) {
        String session = UUID.randomUUID().toString().substring(0, 8);
        Instant now = bench.site().clock().now();
        ObjectNode started = Input.of(
                "session", session,
                "lab", bench.lab().id(),
                "target", bench.site().target(),
                "account", bench.site().account(),
                "region", bench.site().region(),
                "endpoint",
                        bench.site()
                                .outside()
                                .flatMap(Outside::endpoint)
                                .map(URI::toString)
                                .orElse(""),
                "profile", bench.site().outside().flatMap(Outside::profile).orElse(""),
                "workspace", workspace,
                "expires", now.plus(ttl).plus(turning.whole()),
                "ttl", ttl);
        Clones.refuseForeign(bench.lab(), workspace);
        turning.refuseWhereOthersEnd(now);
        refuseForeignStacks();
        bench.write(Event.STARTED, started);
        bench.files().summarize(bench.journal().state().orElseThrow());
    }

    /** Nobody else's stacks are changed, and none that stop would delete later stands before we begin. */
    private void refuseForeignStacks() {
        List<String> names = new ArrayList<>(bench.lab().teardown().stacks());
        bench.lab().stacks().forEach(stack -> names.add(stack.name()));
        Stacks stacks = bench.stacks();
        for (String name : names) {
            if (!name.contains("${") && stacks.find(name).isPresent()) {
                throw new UsageException(
                        Workbench.message("foreign-stack", name), Workbench.message("foreign-stack.cure", name));
            }
        }
    }

    /** What a cloud of others cannot carry is known and told before the learner begins. */
    private void probe() throws InterruptedException {
        if (bench.site().outside().isEmpty()) {
            return;
        }
        String software = bench.site().outside().get().software();
        bench.step(Workbench.message("step.probe", software), () -> {
            List<Absence> absences = new Prober(bench.operations()).probe(bench.lab());
            bench.write(
                    Event.PROBED,
                    Input.of(
                            "software",
                            software,
                            "lacks",
                            absences.stream()
                                    .map(absence -> Input.of("what", absence.what(), "said", absence.said()))
                                    .toList()));
        });
        Carrying carrying = bench.carrying(bench.journal());
        bench.journal().absences().forEach(absence -> bench.note(absence.message()));
        List<String> uncarried = bench.lab().inOrder().stream()
                .filter(task -> carrying.obstacle(task).isPresent())
                .map(Task::id)
                .toList();
        if (!uncarried.isEmpty()) {
            bench.note(Workbench.message(
                    "uncarried", uncarried.size(), bench.lab().tasks().size(), String.join(", ", uncarried)));
        }
    }

    void deploy() throws InterruptedException {
        Journal journal = bench.journal();
        Stacks stacks = bench.stacks();
        Carrying carrying = bench.carrying(journal);
        for (StackSpec stack : bench.lab().stacks()) {
            CarriedTemplate template = carrying.template(template(stack.template()));
            if (!template.leftOut().isEmpty()) {
                bench.note(Workbench.message("left-out", stack.name(), String.join(", ", template.leftOut())));
            }
            Optional<Map<String, String>> parameters = parameters(stack, bench.values(journal));
            if (template.body().isEmpty() || parameters.isEmpty()) {
                bench.note(Workbench.message("no-stack", stack.name()));
                continue;
            }
            bench.write(Event.STACK, Input.of("name", stack.name()));
            StackSpecification specification = new StackSpecification(
                    stack.name(), template.body().get(), parameters.get(), stack.capabilities(), bench.tags(journal));
            bench.step(Workbench.message("step.stack", stack.name()), () -> stacks.deploy(specification));
            List<StackResource> resources = stacks.resources(stack.name());
            record(resources);
            if (bench.site().outside().isPresent()) {
                lookFor(stack.name(), resources);
            }
        }
    }

    /** Empty where a value is of something that a cloud of others could not make. */
    private Optional<Map<String, String>> parameters(StackSpec stack, Values values) {
        try {
            return Optional.of(values.map(stack.parameters()));
        } catch (InconclusiveException e) {
            if (bench.site().outside().isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** A stack that is complete by its own word may hold what was never made. */
    private void lookFor(String stack, List<StackResource> resources) {
        Inventory inventory = new Inventory(bench.operations());
        for (StackResource resource : resources) {
            if (!inventory.exists(resource).orElse(true)) {
                bench.write(
                        Event.MISSING, Input.of("stack", stack, "type", resource.type(), "id", resource.physicalId()));
                bench.note(Workbench.message("missing", stack, resource.type(), resource.physicalId()));
            }
        }
    }

    private static String template(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " cannot be read.", e);
        }
    }

    private void record(List<StackResource> resources) {
        Set<StackResource> known = new HashSet<>(bench.journal().resources());
        for (StackResource resource : resources) {
            if (known.add(resource)) {
                bench.write(Event.RESOURCE, Input.of("type", resource.type(), "id", resource.physicalId()));
            }
        }
    }

    /** What happened at its own time cannot be done again: a seed that turns the clock goes on behind that. */
    private void reached(int steps) {
        if (bench.lab().seed().get(steps - 1) instanceof Step.AdvanceStep) {
            bench.write(Event.SEEDED, Input.of("steps", steps));
        }
    }

    /** Pushes and the other steps of the seed; a repository that has its branch already is seeded already. */
    private void seed() throws InterruptedException {
        Journal journal = bench.journal();
        Commits commits = new Commits(bench.site().clients().get(CodeCommitClient.class));
        StepRunner runner = new StepRunner(bench, journal);
        Values values = bench.values(journal);
        Set<String> seen = new HashSet<>();
        List<Step> steps = bench.lab().seed();
        Carrying carrying = bench.carrying(journal);
        for (int i = 0; i < steps.size(); i++) {
            Optional<Message> obstacle = carrying.obstacle(steps.get(i));
            if (obstacle.isPresent()) {
                // Those behind it build upon it.
                bench.note(Workbench.message("seed-ends", i, steps.size(), obstacle.get()));
                return;
            }
            boolean done = i < journal.seeded();
            if (steps.get(i) instanceof Step.GitStep git) {
                String repository = values.text(git.repository());
                String branch = values.text(git.branch());
                boolean first = seen.add(repository + " " + branch);
                done |= first && commits.head(repository, branch).isPresent();
            }
            if (!done) {
                runner.run(steps.get(i));
                reached(i + 1);
            }
        }
    }
}
