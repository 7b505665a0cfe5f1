package io.devopslab.session.teardown;

import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.session.stack.StackResource;
import java.util.List;
import java.util.Optional;

/** The log groups that builds and functions make for themselves and nobody deletes. */
public final class LogGroups {

    /** The type under which a log group stands in lists. */
    public static final String TYPE = "AWS::Logs::LogGroup";

    private final Operations operations;

    public LogGroups(Operations operations) {
        this.operations = operations;
    }

    /** The log groups that these resources write to. */
    public static List<String> of(List<StackResource> resources) {
        return resources.stream()
                .map(LogGroups::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> of(StackResource resource) {
        return switch (resource.type()) {
            case "AWS::CodeBuild::Project" -> Optional.of("/aws/codebuild/" + resource.physicalId());
            case "AWS::Lambda::Function" -> Optional.of("/aws/lambda/" + resource.physicalId());
            default -> Optional.empty();
        };
    }

    /** Deletes the metric filters that LocalStack keeps of a log group that is gone; elsewhere they went with it. */
    public void deleteFilters(String name) {
        Outcome outcome =
                operations.callAll(new OperationName("logs", "DescribeMetricFilters"), Input.of("logGroupName", name));
        if (outcome instanceof Outcome.Answer answer) {
            answer.output()
                    .path("metricFilters")
                    .forEach(filter -> operations.call(
                            "logs",
                            "DeleteMetricFilter",
                            Input.of(
                                    "logGroupName",
                                    name,
                                    "filterName",
                                    filter.path("filterName").asText())));
        }
    }

    /** Deletes the log group; one that is not there is deleted already. */
    public void delete(String name) {
        Outcome outcome = operations.call("logs", "DeleteLogGroup", Input.of("logGroupName", name));
        if (outcome instanceof Outcome.Failure failure && !failure.isNotFound()) {
            throw new OperationFailedException(failure);
        }
    }
}
