package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codebuild.run.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** Keeps a build's progress and tells of it. Each step is one change of the state, with its events. */
final class BuildProgress implements Progress {

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final BuildEvents events;
    private final String id;

    BuildProgress(ServiceContext context, CodeBuildTables tables, String id) {
        this.context = context;
        this.tables = tables;
        this.events = new BuildEvents(context);
        this.id = id;
    }

    @Override
    public boolean isRunning() {
        return !context.store().isFrozen()
                && tables.builds().get(id).map(BuildRow::isRunning).orElse(false);
    }

    @Override
    public void begin(BuildPhaseType phase) {
        change(build -> {
            List<BuildPhase> phases = new ArrayList<>(build.phases());
            phases.add(BuildPhase.builder().phaseType(phase).startTime(now()).build());
            return build.toBuilder()
                    .phases(phases)
                    .currentPhase(phase.toString())
                    .build();
        });
    }

    @Override
    public void end(BuildPhaseType phase, StatusType status, String code, String message) {
        tables.store().write(() -> change(build -> withEnd(build, phase, status, code, message))
                .ifPresent(build -> events.phaseEnded(
                        build, build.phases().get(build.phases().size() - 1))));
    }

    private Build withEnd(Build build, BuildPhaseType phase, StatusType status, String code, String message) {
        List<BuildPhase> phases = new ArrayList<>(build.phases());
        int last = phases.size() - 1;
        if (last < 0 || phases.get(last).phaseType() != phase) {
            throw new IllegalStateException("The phase " + phase + " of the build " + id + " has not begun.");
        }
        phases.set(last, ended(phases.get(last), status, code, message));
        return build.toBuilder().phases(phases).build();
    }

    private BuildPhase ended(BuildPhase phase, StatusType status, String code, String message) {
        boolean isAgents =
                switch (phase.phaseType()) {
                    case SUBMITTED, QUEUED, PROVISIONING -> false;
                    default -> true;
                };
        BuildPhase.Builder ended = phase.toBuilder()
                .phaseStatus(status)
                .endTime(now())
                .durationInSeconds(Duration.between(phase.startTime(), now()).toSeconds());
        if (isAgents || !code.isEmpty()) {
            ended.contexts(
                    PhaseContext.builder().statusCode(code).message(message).build());
        }
        return ended.build();
    }

    @Override
    public void update(Consumer<Build.Builder> change) {
        change(build -> build.toBuilder().applyMutation(change).build());
    }

    /** Ends the build; a phase that is still open ends with it, in the same way. */
    @Override
    public void complete(StatusType status) {
        tables.store().write(() -> {
            change(build -> completed(build, status)).ifPresent(build -> {
                events.phaseEnded(build, build.phases().get(build.phases().size() - 1));
                events.stateChanged(build);
            });
        });
    }

    private Build completed(Build build, StatusType status) {
        List<BuildPhase> phases = new ArrayList<>(build.phases());
        int last = phases.size() - 1;
        if (last >= 0 && phases.get(last).phaseStatus() == null) {
            phases.set(last, ended(phases.get(last), status, "", ""));
        }
        phases.add(BuildPhase.builder()
                .phaseType(BuildPhaseType.COMPLETED)
                .startTime(now())
                .build());
        return build.toBuilder()
                .phases(phases)
                .currentPhase(BuildPhaseType.COMPLETED.toString())
                .buildStatus(status)
                .buildComplete(true)
                .endTime(now())
                .build();
    }

    private Instant now() {
        return context.time().instant();
    }

    /** Changes the build unless it has ended; gives what it became. */
    private Optional<Build> change(UnaryOperator<Build> change) {
        return tables.store().write(() -> {
            if (!isRunning()) {
                return Optional.empty();
            }
            return tables.builds()
                    .update(id, row -> row.with(change.apply(row.build())))
                    .map(BuildRow::build);
        });
    }
}
