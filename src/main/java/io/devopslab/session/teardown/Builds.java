package io.devopslab.session.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The builds of a project: those that still run, and the report groups that builds make for themselves. */
public final class Builds {

    /** The type under which a report group stands in lists. */
    public static final String REPORT_GROUP = "AWS::CodeBuild::ReportGroup";

    private static final String SERVICE = "codebuild";
    /** As many as BatchGetBuilds takes. */
    private static final int AT_ONCE = 100;

    private final Operations operations;

    public Builds(Operations operations) {
        this.operations = operations;
    }

    /** Ends what runs, lest it writes logs and reports into what is being deleted. */
    public void stopRunning(String project) {
        for (JsonNode build : of(project)) {
            if (build.path("buildStatus").asText().equals("IN_PROGRESS")) {
                // One that has just ended by itself refuses, and that is as well.
                operations.call(
                        SERVICE, "StopBuild", Input.of("id", build.path("id").asText()));
            }
        }
    }

    /**
     * The ARNs of the groups that the project's builds reported to and that are called after the project: a build makes
     * them when its buildspec names a report (CodeBuild User Guide, "Report group naming").
     */
    public Set<String> reportGroups(String project) {
        Set<String> groups = new LinkedHashSet<>();
        for (JsonNode build : of(project)) {
            for (JsonNode report : build.path("reportArns")) {
                // arn:aws:codebuild:REGION:ACCOUNT:report/GROUP:ID
                String arn = report.asText();
                String group = arn.substring(0, arn.lastIndexOf(':')).replaceFirst(":report/", ":report-group/");
                if (group.contains(":report-group/" + project + "-")) {
                    groups.add(group);
                }
            }
        }
        return groups;
    }

    /** Deletes the report group with its reports; one that is not there is deleted already. */
    public void deleteReportGroup(String arn) {
        Outcome outcome = operations.call(SERVICE, "DeleteReportGroup", Input.of("arn", arn, "deleteReports", true));
        if (outcome instanceof Outcome.Failure failure && !failure.isNotFound()) {
            throw new OperationFailedException(failure);
        }
    }

    /** A project that is not there has none. */
    private List<JsonNode> of(String project) {
        Outcome outcome = operations.callAll(
                new OperationName(SERVICE, "ListBuildsForProject"), Input.of("projectName", project));
        List<String> ids = new ArrayList<>();
        if (outcome instanceof Outcome.Answer answer) {
            answer.output().path("ids").forEach(id -> ids.add(id.asText()));
        }
        List<JsonNode> builds = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            operations
                    .get(SERVICE, "BatchGetBuilds", Input.of("ids", some))
                    .path("builds")
                    .forEach(builds::add);
        }
        return builds;
    }
}
