package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidResourceArnException;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codecommit.model.ResourceArnRequiredException;
import software.amazon.awssdk.services.codecommit.model.TagKeysListRequiredException;
import software.amazon.awssdk.services.codecommit.model.TagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.TagsMapRequiredException;
import software.amazon.awssdk.services.codecommit.model.UntagResourceRequest;

/** Tags repositories, which are named by their ARN. */
public final class RepositoryTags {

    private final RepositoryCatalog catalog;

    public RepositoryTags(RepositoryCatalog catalog) {
        this.catalog = catalog;
    }

    public void tag(TagResourceRequest request) {
        StoredRepository row = find(request.resourceArn());
        if (request.tags().isEmpty()) {
            throw Errors.of(TagsMapRequiredException.builder(), "A map of tags is required.");
        }
        catalog.change(row.name(), old -> {
            Tags.validate(request.tags(), request);
            Map<String, String> tags = new HashMap<>(old.tags());
            tags.putAll(request.tags());
            Tags.limit(tags);
            return old.tagged(tags);
        });
    }

    public void untag(UntagResourceRequest request) {
        StoredRepository row = find(request.resourceArn());
        if (request.tagKeys().isEmpty()) {
            throw Errors.of(
                    TagKeysListRequiredException.builder(),
                    "A list of tag keys is required. The list cannot be empty or null.");
        }
        catalog.change(row.name(), old -> {
            Map<String, String> tags = new HashMap<>(old.tags());
            tags.keySet().removeAll(List.copyOf(request.tagKeys()));
            return old.tagged(tags);
        });
    }

    public ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        StoredRepository row = find(request.resourceArn());
        if (request.nextToken() != null) {
            throw Faults.invalidContinuationToken();
        }
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(row.tags()))
                .build();
    }

    private StoredRepository find(@Nullable String arn) {
        String text = Names.required(arn, ResourceArnRequiredException::builder, "A resource ARN");
        if (!text.matches("arn:aws:codecommit:[a-z0-9-]+:\\d{12}:.+")) {
            throw Errors.of(
                    InvalidResourceArnException.builder(),
                    "The value for the resource ARN is not valid. For more information about resources in AWS "
                            + "CodeCommit, see CodeCommit Resources and Operations in the AWS CodeCommit User Guide.");
        }
        return catalog.byArn(text).orElseThrow(() -> Faults.repositoryDoesNotExist(Arns.resource(text)));
    }
}
