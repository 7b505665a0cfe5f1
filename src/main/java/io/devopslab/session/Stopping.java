package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.StackSpec;
import io.devopslab.check.MissingValueException;
import io.devopslab.check.Reasons;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.git.GitUser;
import io.devopslab.session.stack.StackEvent;
import io.devopslab.session.stack.StackResource;
import io.devopslab.session.stack.Stacks;
import io.devopslab.session.teardown.Buckets;
import io.devopslab.session.teardown.Builds;
import io.devopslab.session.teardown.Inventory;
import io.devopslab.session.teardown.LogGroups;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes what a session made. All names are written to the ledger before anything goes, so that a stop that was cut
 * off still knows them when the stacks that would tell are gone.
 */
final class Stopping {

    static final String STACK = "AWS::CloudFormation::Stack";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String USER = "AWS::IAM::User";

    private final Workbench bench;
    private final Stacks stacks;
    private final Buckets buckets;
    private final LogGroups logGroups;
    private final Builds builds;
    /** Why something stayed, by its name. */
    private final Map<String, Message> reasons = new HashMap<>();

    Stopping(Workbench bench) {
        this.bench = bench;
        this.stacks = bench.stacks();
        this.buckets = new Buckets(bench.operations());
        this.logGroups = new LogGroups(bench.operations());
        this.builds = new Builds(bench.operations());
    }

    StopResult stop(StopOptions options) throws InterruptedException {
        if (!bench.journal().isOpen()) {
            bench.expiry().forget();
            return new StopResult(false, List.of(), List.of());
        }
        if (options.expired() && !bench.expiry().isOver()) {
            return new StopResult(false, List.of(), List.of());
        }
        bench.write(Event.STOPPING, Input.of("expired", options.expired()));
        bench.step(Workbench.message("step.look"), this::look);
        deleteAll();
        List<Survivor> survivors = survivors();
        List<Path> kept = new Clones(bench, bench.journal()).remove(options.clones());
        if (survivors.isEmpty()) {
            bench.files().credentials().delete();
            bench.write(Event.STOPPED, Input.of());
            bench.expiry().forget();
        }
        bench.files().summarize(bench.journal().state().orElseThrow());
        return new StopResult(true, survivors, kept);
    }

    /** Writes down all that will have to go. */
    private void look() {
        Journal journal = bench.journal();
        Set<StackResource> found = new LinkedHashSet<>();
        Set<String> own = new LinkedHashSet<>(journal.stacks());
        own.addAll(stacks.tagged(Workbench.TAG, journal.id()));
        Set<StackResource> made = new LinkedHashSet<>();
        own.forEach(name -> made.addAll(withResources(name)));
        made.addAll(journal.resources());
        Ownership ownership = new Ownership(bench, stacks);
        // In this order they go.
        named(journal).stream()
                .filter(name -> !own.contains(name))
                .filter(name -> ownership.isOurs(name, journal.id(), made))
                .forEach(name -> found.addAll(withResources(name)));
        found.addAll(made);
        filled(bench.lab().teardown().buckets(), journal).forEach(name -> found.add(new StackResource(BUCKET, name)));
        filled(bench.lab().teardown().logGroups(), journal)
                .forEach(name -> found.add(new StackResource(LogGroups.TYPE, name)));
        LogGroups.of(List.copyOf(found)).forEach(name -> found.add(new StackResource(LogGroups.TYPE, name)));
        projects(found).forEach(project -> builds.reportGroups(project)
                .forEach(group -> found.add(new StackResource(Builds.REPORT_GROUP, group))));
        found.removeAll(journal.resources());
        found.forEach(resource ->
                bench.write(Event.RESOURCE, Input.of("type", resource.type(), "id", resource.physicalId())));
    }

    /**
     * The stacks that the lab names: those of the learner, then its own from the last on. One of its own that is not known is one
     * that another machine made, and that has lost its tags to an update by a pipeline.
     */
    private List<String> named(Journal journal) {
        List<String> names = new ArrayList<>(
                bench.lab().stacks().stream().map(StackSpec::name).toList());
        if (bench.site().outside().isEmpty()) {
            names.clear();
        }
        Collections.reverse(names);
        List<String> all = new ArrayList<>(filled(bench.lab().teardown().stacks(), journal));
        all.addAll(names);
        return all;
    }

    private List<StackResource> withResources(String stack) {
        List<StackResource> all = new ArrayList<>(List.of(new StackResource(STACK, stack)));
        all.addAll(stacks.resources(stack));
        return all;
    }

    private static List<String> projects(Collection<StackResource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::CodeBuild::Project"))
                .map(StackResource::physicalId)
                .toList();
    }

    /** Names whose stacks are gone cannot be filled in; an earlier stop has written them down then. */
    private List<String> filled(List<String> names, Journal journal) {
        Values values = bench.values(journal);
        List<String> filled = new ArrayList<>();
        for (String name : names) {
            try {
                filled.add(values.text(name));
            } catch (InconclusiveException | MissingValueException e) {
                // Its stack is gone.
            }
        }
        return filled;
    }

    private void deleteAll() throws InterruptedException {
        Journal journal = bench.journal();
        named(journal, "AWS::CodePipeline::Pipeline").forEach(this::abandon);
        projects(journal.resources()).forEach(builds::stopRunning);
        emptyBuckets(journal);
        Set<StackResource> standing = resources(deleteStacks(stackOrder(journal), journal));
        // Those that no stack had, or that a stack left. What is taken out of a stack that stands keeps it from being
        // used again.
        for (String name : named(journal, BUCKET, standing)) {
            attempt(name, () -> buckets.delete(name));
        }
        for (String name : named(journal, LogGroups.TYPE, standing)) {
            attempt(name, () -> logGroups.delete(name));
            if (bench.site().outside().isPresent()) {
                attempt(name, () -> logGroups.deleteFilters(name));
            }
        }
        named(journal, Builds.REPORT_GROUP).forEach(arn -> attempt(arn, () -> builds.deleteReportGroup(arn)));
        journal.users().forEach(name -> attempt(name, () -> new GitUser(bench.operations(), name).delete()));
    }

    private Set<StackResource> resources(List<String> names) {
        return names.stream().flatMap(name -> stacks.resources(name).stream()).collect(Collectors.toSet());
    }

    private static List<String> named(Journal journal, String type) {
        return named(journal, type, Set.of());
    }

    private static List<String> named(Journal journal, String type, Set<StackResource> except) {
        return journal.resources().stream()
                .filter(resource -> resource.type().equals(type) && !except.contains(resource))
                .map(StackResource::physicalId)
                .toList();
    }

    /** The learner's stacks first: they may use what the lab's stacks hold. Of those, the last one first. */
    private List<String> stackOrder(Journal journal) {
        List<String> own = journal.stacks();
        List<String> order = new ArrayList<>(named(journal, STACK));
        order.removeAll(own);
        Collections.reverse(own);
        order.addAll(own);
        return order;
    }

    private void emptyBuckets(Journal journal) {
        named(journal, BUCKET).forEach(name -> attempt(name, () -> buckets.empty(name)));
    }

    /**
     * What one stack holds of another shows only when the other goes; so those that stay are tried again, as long as any goes.
     *
     * @return those that stand
     */
    private List<String> deleteStacks(List<String> order, Journal journal) throws InterruptedException {
        List<String> left = order;
        int before;
        do {
            before = left.size();
            List<String> held = new ArrayList<>();
            for (String stack : left) {
                // A stack that the learner never came to make is nothing to tell of.
                if (stacks.find(stack).isEmpty()) {
                    continue;
                }
                bench.step(Workbench.message("step.delete-stack", stack), () -> {
                    if (!deleteStack(stack, journal)) {
                        held.add(stack);
                    }
                });
            }
            left = held;
        } while (!left.isEmpty() && left.size() < before);
        return left;
    }

    /** Whether it is gone. */
    private boolean deleteStack(String stack, Journal journal) throws InterruptedException {
        List<StackEvent> failures = stacks.delete(stack);
        if (failures.stream().anyMatch(failure -> failure.type().equals(BUCKET))) {
            emptyBuckets(journal); // Something wrote into it meanwhile.
            failures = stacks.delete(stack);
        }
        failures.forEach(
                failure -> reasons.put(failure.physicalId(), Workbench.message("held.reason", failure.reason())));
        return failures.isEmpty();
    }

    /** Ends a pipeline's runs, lest they make again what is deleted here. */
    private void abandon(String pipeline) {
        Outcome runs = bench.operations()
                .callAll(
                        new OperationName("codepipeline", "ListPipelineExecutions"),
                        Input.of("pipelineName", pipeline));
        if (runs instanceof Outcome.Answer answer) {
            answer.output().path("pipelineExecutionSummaries").forEach(run -> {
                if (run.path("status").asText().equals("InProgress")) {
                    bench.operations()
                            .call(
                                    "codepipeline",
                                    "StopPipelineExecution",
                                    Input.of(
                                            "pipelineName",
                                            pipeline,
                                            "pipelineExecutionId",
                                            run.path("pipelineExecutionId").asText(),
                                            "abandon",
                                            true));
                }
            });
        }
    }

    /** One thing that cannot be deleted does not keep the others; a cloud that does not answer does. */
    private void attempt(String name, Runnable deletion) {
        try {
            deletion.run();
        } catch (OperationFailedException e) {
            switch (e.failure().kind()) {
                case UNREACHABLE, CREDENTIALS -> throw e;
                default -> reasons.put(name, Reasons.of(e.failure()));
            }
        }
    }

    private List<Survivor> survivors() {
        Journal journal = bench.journal();
        Inventory inventory = new Inventory(bench.operations());
        Set<StackResource> all = new LinkedHashSet<>(journal.resources());
        journal.stacks().forEach(name -> all.add(new StackResource(STACK, name)));
        journal.users().forEach(name -> all.add(new StackResource(USER, name)));
        List<Survivor> survivors = new ArrayList<>();
        for (StackResource resource : all) {
            if (inventory.exists(resource).orElse(false)) {
                survivors.add(new Survivor(resource.type(), resource.physicalId(), heldBy(resource)));
            }
        }
        return survivors;
    }

    private Message heldBy(StackResource resource) {
        Optional<Message> content = resource.type().equals(BUCKET)
                ? buckets.content(resource.physicalId()).map(key -> Workbench.message("held.object", key))
                : Optional.empty();
        return content.or(() -> Optional.ofNullable(reasons.get(resource.physicalId())))
                .orElseGet(() -> Workbench.message("held.unknown"));
    }
}
