package io.devopslab.session.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.session.stack.StackResource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What carries a tag, by the Resource Groups Tagging API. */
public final class TaggedResources {

    /** The type under which something stands in lists that this program does not know how to delete. */
    public static final String OTHER = "Other";

    private static final String STACK_ID = "aws:cloudformation:stack-id";
    private static final String BUCKET = "arn:aws:s3:::";

    private final Operations operations;

    public TaggedResources(Operations operations) {
        this.operations = operations;
    }

    /**
     * What carries a tag of that key, whatever its value, and is neither a stack nor a part of one: what outlived its stack, and
     * what never had any. Nothing where the cloud has no such service.
     *
     * @return each with all its tags
     * @throws OperationFailedException when the service does not answer
     */
    public Map<StackResource, Map<String, String>> outsideStacks(String key) {
        Outcome outcome = operations.callAll(
                new OperationName("resourcegroupstaggingapi", "GetResources"),
                Input.of("TagFilters", List.of(Map.of("Key", key))));
        if (outcome instanceof Outcome.Failure failure) {
            if (isAbsent(failure)) {
                return Map.of();
            }
            throw new OperationFailedException(failure);
        }
        Map<StackResource, Map<String, String>> found = new LinkedHashMap<>();
        for (JsonNode mapping : outcome.orThrow().path("ResourceTagMappingList")) {
            Map<String, String> tags = new HashMap<>();
            mapping.path("Tags")
                    .forEach(tag ->
                            tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
            String arn = mapping.path("ResourceARN").asText();
            if (!isOfStack(arn, tags)) {
                found.put(resource(arn), tags);
            }
        }
        return found;
    }

    private static boolean isAbsent(Outcome.Failure failure) {
        return failure.kind() == Outcome.Kind.UNSUPPORTED
                || failure.code().startsWith("UnknownOperation")
                || failure.code().equals("InvalidAction");
    }

    private boolean isOfStack(String arn, Map<String, String> tags) {
        if (arn.contains(":cloudformation:")) {
            return true;
        }
        String stack = tags.getOrDefault(STACK_ID, "");
        return !stack.isEmpty()
                && new Inventory(operations)
                        .exists(new StackResource("AWS::CloudFormation::Stack", stack))
                        .orElse(false);
    }

    /** As a stack would name it, where this program knows what to do about it. */
    private static StackResource resource(String arn) {
        if (arn.startsWith(BUCKET)) {
            return new StackResource("AWS::S3::Bucket", arn.substring(BUCKET.length()));
        }
        String[] parts = arn.split(":", 7);
        if (parts.length == 7 && parts[2].equals("logs") && parts[5].equals("log-group")) {
            return new StackResource(LogGroups.TYPE, parts[6].replaceFirst(":\\*$", ""));
        }
        return new StackResource(OTHER, arn);
    }
}
