package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.metric.Measurement;
import io.devopslab.cloud.runtime.metric.MetricPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * The metrics of builds, of each project and of all (CodeBuild User Guide, "CodeBuild CloudWatch metrics"). It hears of
 * builds as everybody does, by their events.
 */
final class BuildMetrics {

    private static final String NAMESPACE = "AWS/CodeBuild";

    private final ServiceContext context;
    private final CodeBuildTables tables;
    private final MetricPublisher publisher;

    BuildMetrics(ServiceContext context, CodeBuildTables tables, Supplier<CloudWatchClient> cloudWatch) {
        this.context = context;
        this.tables = tables;
        this.publisher =
                new MetricPublisher(context.time(), cloudWatch, Arns.of("codebuild", context.scope(), "project/*"));
    }

    void hear(CloudEvent event) {
        boolean isOurs = event.source().equals("aws.codebuild")
                && event.detailType().equals("CodeBuild Build State Change")
                && event.scope().equals(context.scope());
        if (!isOurs) {
            return;
        }
        String project = event.detail().path("project-name").asText();
        if (event.detail().path("build-status").asText().equals(StatusType.IN_PROGRESS.toString())) {
            publish(project, List.of(count("Builds", event.time())));
            return;
        }
        String prefix = Arns.of("codebuild", context.scope(), "build/");
        event.resources().stream()
                .filter(arn -> arn.startsWith(prefix))
                .flatMap(arn -> tables.builds().get(arn.substring(prefix.length())).stream())
                .map(BuildRow::build)
                .filter(build -> Boolean.TRUE.equals(build.buildComplete()))
                .forEach(build -> publish(project, ended(build)));
    }

    private static List<Measurement> ended(Build build) {
        Instant end = build.endTime();
        List<Measurement> all = new ArrayList<>();
        if (build.buildStatus() == StatusType.SUCCEEDED) {
            all.add(count("SucceededBuilds", end));
        } else if (build.buildStatus() != StatusType.STOPPED) {
            all.add(count("FailedBuilds", end));
        }
        all.add(seconds(
                "Duration", end, Duration.between(build.startTime(), end).toSeconds()));
        for (BuildPhase phase : build.phases()) {
            Optional.ofNullable(phase.durationInSeconds())
                    .ifPresent(duration -> all.add(seconds(name(phase) + "Duration", end, duration)));
        }
        return all;
    }

    /** {@code PRE_BUILD} is measured as {@code PreBuildDuration}. */
    private static String name(BuildPhase phase) {
        StringBuilder name = new StringBuilder();
        for (String word : phase.phaseTypeAsString().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static Measurement count(String name, Instant time) {
        return new Measurement(NAMESPACE, name, Map.of(), StandardUnit.COUNT, time, 1);
    }

    private static Measurement seconds(String name, Instant time, long seconds) {
        return new Measurement(NAMESPACE, name, Map.of(), StandardUnit.SECONDS, time, seconds);
    }

    private void publish(String project, List<Measurement> measurements) {
        List<Measurement> all = new ArrayList<>(measurements);
        measurements.forEach(measurement -> all.add(measurement.of(Map.of("ProjectName", project))));
        publisher.publish(all);
    }
}
