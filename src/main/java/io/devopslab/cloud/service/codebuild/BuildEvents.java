package io.devopslab.cloud.service.codebuild;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;

/** Tells of builds (CodeBuild User Guide, "Build notifications input format reference"). Called inside a write. */
final class BuildEvents {

    private static final String SOURCE = "aws.codebuild";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private final ServiceContext context;

    BuildEvents(ServiceContext context) {
        this.context = context;
    }

    void stateChanged(Build build) {
        ObjectNode detail = detail(build);
        detail.put("build-status", build.buildStatusAsString());
        detail.put("current-phase", build.currentPhase());
        detail.put("current-phase-context", contexts(last(build)));
        publish("CodeBuild Build State Change", build, detail);
    }

    private static Optional<BuildPhase> last(Build build) {
        List<BuildPhase> phases = build.phases();
        return phases.isEmpty() ? Optional.empty() : Optional.of(phases.get(phases.size() - 1));
    }

    void phaseEnded(Build build, BuildPhase phase) {
        ObjectNode detail = detail(build);
        detail.put("completed-phase", phase.phaseTypeAsString());
        detail.put(
                "completed-phase-status",
                Optional.ofNullable(phase.phaseStatusAsString()).orElse("SUCCEEDED"));
        detail.put("completed-phase-context", contexts(Optional.of(phase)));
        detail.put(
                "completed-phase-duration-seconds",
                Optional.ofNullable(phase.durationInSeconds()).orElse(0L));
        detail.put("completed-phase-start", TIME.format(phase.startTime()));
        detail.put(
                "completed-phase-end",
                TIME.format(Optional.ofNullable(phase.endTime()).orElse(phase.startTime())));
        publish("CodeBuild Build Phase Change", build, detail);
    }

    private void publish(String type, Build build, ObjectNode detail) {
        context.events().publish(context.scope(), SOURCE, type, List.of(build.arn()), detail);
    }

    private static String contexts(Optional<BuildPhase> phase) {
        return "["
                + phase.map(BuildPhase::contexts).orElse(List.of()).stream()
                        .map(BuildEvents::context)
                        .collect(Collectors.joining(", "))
                + "]";
    }

    private static String context(PhaseContext context) {
        return context.statusCode() + ": " + context.message();
    }

    private static ObjectNode detail(Build build) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("project-name", build.projectName());
        detail.put("build-id", build.arn());
        detail.put("version", "1");
        detail.set("additional-information", information(build));
        return detail;
    }

    private static ObjectNode information(Build build) {
        ObjectNode information = JsonNodeFactory.instance.objectNode();
        information.putObject("cache").put("type", build.cache().typeAsString());
        information.put("build-number", build.buildNumber());
        information.put("timeout-in-minutes", build.timeoutInMinutes());
        information.put("build-complete", build.buildComplete());
        information.put("initiator", build.initiator());
        information.put("build-start-time", time(build.startTime()));
        Optional.ofNullable(build.sourceVersion()).ifPresent(v -> information.put("source-version", v));
        ObjectNode source = information.putObject("source");
        Optional.ofNullable(build.source().location()).ifPresent(location -> source.put("location", location));
        Optional.ofNullable(build.source().buildspec()).ifPresent(spec -> source.put("buildspec", spec));
        source.put("type", build.source().typeAsString());
        artifact(build, information);
        environment(build.environment(), information.putObject("environment"));
        Optional.ofNullable(build.logs()).ifPresent(logs -> logs(logs, information.putObject("logs")));
        ArrayNode phases = information.putArray("phases");
        build.phases().forEach(phase -> phase(phase, phases.addObject()));
        exported(build, information);
        return information;
    }

    private static void artifact(Build build, ObjectNode information) {
        Optional.ofNullable(build.artifacts()).ifPresent(artifacts -> {
            ObjectNode artifact = information.putObject("artifact");
            Optional.ofNullable(artifacts.md5sum()).ifPresent(sum -> artifact.put("md5sum", sum));
            Optional.ofNullable(artifacts.sha256sum()).ifPresent(sum -> artifact.put("sha256sum", sum));
            artifact.put("location", Optional.ofNullable(artifacts.location()).orElse(""));
        });
    }

    private static void environment(ProjectEnvironment environment, ObjectNode node) {
        node.put("image", environment.image());
        node.put("privileged-mode", Boolean.TRUE.equals(environment.privilegedMode()));
        node.put("image-pull-credentials-type", environment.imagePullCredentialsTypeAsString());
        node.put("compute-type", environment.computeTypeAsString());
        node.put("type", environment.typeAsString());
        ArrayNode variables = node.putArray("environment-variables");
        environment.environmentVariables().forEach(variable -> variables
                .addObject()
                .put("name", variable.name())
                .put("type", variable.typeAsString())
                .put("value", variable.value()));
    }

    private static void logs(LogsLocation logs, ObjectNode node) {
        Optional.ofNullable(logs.groupName()).ifPresent(name -> node.put("group-name", name));
        Optional.ofNullable(logs.streamName()).ifPresent(name -> node.put("stream-name", name));
        Optional.ofNullable(logs.deepLink()).ifPresent(link -> node.put("deep-link", link));
    }

    private static void phase(BuildPhase phase, ObjectNode node) {
        ArrayNode contexts = node.putArray("phase-context");
        phase.contexts().forEach(context -> contexts.add(context(context)));
        node.put("start-time", time(phase.startTime()));
        Optional.ofNullable(phase.endTime()).ifPresent(end -> node.put("end-time", time(end)));
        Optional.ofNullable(phase.durationInSeconds()).ifPresent(s -> node.put("duration-in-seconds", s));
        node.put("phase-type", phase.phaseTypeAsString());
        Optional.ofNullable(phase.phaseStatusAsString()).ifPresent(status -> node.put("phase-status", status));
    }

    private static void exported(Build build, ObjectNode information) {
        if (build.hasExportedEnvironmentVariables()) {
            ArrayNode exported = information.putArray("exported-environment-variables");
            build.exportedEnvironmentVariables()
                    .forEach(variable ->
                            exported.addObject().put("name", variable.name()).put("value", variable.value()));
        }
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
