package io.devopslab.session.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Empties buckets, of all versions of their objects, so that they can be deleted. */
public final class Buckets {

    private static final String SERVICE = "s3";
    private static final int AT_ONCE = 1000;

    private final Operations operations;

    public Buckets(Operations operations) {
        this.operations = operations;
    }

    /** Deletes all that is in the bucket; one that is not there is empty. */
    public void empty(String bucket) {
        while (true) {
            Outcome outcome =
                    operations.call(SERVICE, "ListObjectVersions", Input.of("Bucket", bucket, "MaxKeys", AT_ONCE));
            if (outcome instanceof Outcome.Failure failure) {
                if (failure.isNotFound()) {
                    return;
                }
                throw new OperationFailedException(failure);
            }
            List<ObjectNode> objects = objects(outcome.orThrow());
            if (objects.isEmpty() || !delete(bucket, objects)) {
                return;
            }
        }
    }

    private static List<ObjectNode> objects(JsonNode page) {
        List<ObjectNode> objects = new ArrayList<>();
        for (String list : List.of("Versions", "DeleteMarkers")) {
            for (JsonNode version : page.path(list)) {
                objects.add(Input.of(
                        "Key",
                        version.path("Key").asText(),
                        "VersionId",
                        version.path("VersionId").asText("null")));
            }
        }
        return objects;
    }

    private boolean delete(String bucket, List<ObjectNode> objects) {
        ObjectNode answer = operations.get(
                SERVICE,
                "DeleteObjects",
                Input.of("Bucket", bucket, "Delete", Input.of("Objects", objects, "Quiet", true)));
        return answer.path("Errors").size() < objects.size();
    }

    /** An object that the bucket holds. */
    public Optional<String> content(String bucket) {
        Outcome outcome = operations.call(SERVICE, "ListObjectVersions", Input.of("Bucket", bucket, "MaxKeys", 1));
        return outcome instanceof Outcome.Answer answer
                ? objects(answer.output()).stream()
                        .map(object -> object.path("Key").asText())
                        .findFirst()
                : Optional.empty();
    }

    /** Deletes the bucket itself. */
    public void delete(String bucket) {
        Outcome outcome = operations.call(SERVICE, "DeleteBucket", Input.of("Bucket", bucket));
        if (outcome instanceof Outcome.Failure failure && !failure.isNotFound()) {
            throw new OperationFailedException(failure);
        }
    }
}
