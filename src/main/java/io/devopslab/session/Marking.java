package io.devopslab.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Has what the calls of a lab make carry the session's tags, as what its stacks make does. Only in a cloud that others use too: there
 * it is how it is found again. What takes no tags is named.
 */
final class Marking {

    private static final Pattern MAKING = Pattern.compile("(Create|Run|Allocate|Request|Import)[A-Z].*");

    /** Those that make something although their names say another word, and take tags. */
    private static final Set<String> MAKING_TOO =
            Set.of("PutParameter", "PutMetricAlarm", "PutRule", "PutCompositeAlarm");

    /** What they make is a part of something else, and goes with it. */
    private static final Set<String> PARTS = Set.of(
            "CreateAccessKey",
            "CreateAlias",
            "CreateBranch",
            "CreateChangeSet",
            "CreateCommit",
            "CreateDeployment",
            "CreateLogStream",
            "CreatePolicyVersion",
            "CreatePullRequest",
            "CreatePullRequestApprovalRule",
            "CreateServiceSpecificCredential",
            "CreateUnreferencedMergeCommit",
            "RunScheduledQuery");

    private final Workbench bench;
    private final Journal journal;

    Marking(Workbench bench, Journal journal) {
        this.bench = bench;
        this.journal = journal;
    }

    /** The input of a call, with tags where it makes something. */
    JsonNode mark(OperationName operation, JsonNode input) {
        boolean makes = MAKING.matcher(operation.operation()).matches() || MAKING_TOO.contains(operation.operation());
        if (!makes || bench.site().outside().isEmpty() || !(input instanceof ObjectNode object)) {
            return input;
        }
        // SSM takes no tags with what is only overwritten (SSM API Reference, PutParameter).
        if (PARTS.contains(operation.operation()) || object.path("Overwrite").asBoolean()) {
            return input;
        }
        Optional<ObjectNode> tagged = bench.operations().tagged(operation, object, bench.tags(journal));
        if (tagged.isEmpty()) {
            bench.note(Workbench.message("untagged", operation));
        }
        return tagged.orElse(object);
    }
}
