package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.ArnNotSupportedException;
import software.amazon.awssdk.services.codedeploy.model.InvalidArnException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTagsToAddException;
import software.amazon.awssdk.services.codedeploy.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codedeploy.model.ResourceArnRequiredException;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagRequiredException;
import software.amazon.awssdk.services.codedeploy.model.TagResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.TagResourceResponse;
import software.amazon.awssdk.services.codedeploy.model.UntagResourceRequest;
import software.amazon.awssdk.services.codedeploy.model.UntagResourceResponse;

/** The tags of applications and deployment groups. */
public final class Tagging {

    private static final int MOST = 50;

    private final CodeDeployTables tables;

    public Tagging(CodeDeployTables tables) {
        this.tables = tables;
    }

    /**
     * Tags as a map.
     *
     * @param byService only a service may give tags that begin with {@code aws:}
     */
    static Map<String, String> checked(List<Tag> tags, boolean byService) {
        Map<String, String> map = new TreeMap<>();
        for (Tag tag : tags) {
            String key = tag.key() == null ? "" : tag.key();
            String value = tag.value() == null ? "" : tag.value();
            boolean isReserved = key.startsWith("aws:") && !byService;
            if (key.isEmpty() || key.length() > 128 || value.length() > 256 || isReserved) {
                throw Errors.of(InvalidTagsToAddException.builder(), "The specified tags are not valid: '" + key + "'");
            }
            map.put(key, value);
        }
        return limited(map);
    }

    private static Map<String, String> limited(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw Errors.of(InvalidTagsToAddException.builder(), "A resource has at most " + MOST + " tags");
        }
        return tags;
    }

    public TagResourceResponse tag(TagResourceRequest request) {
        requireArn(request.resourceArn());
        if (request.tags().isEmpty()) {
            throw Errors.of(TagRequiredException.builder(), "A tag is missing");
        }
        Map<String, String> added =
                checked(request.tags(), CallSource.of(request).isPresent());
        change(request.resourceArn(), tags -> {
            tags.putAll(added);
            return limited(tags);
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untag(UntagResourceRequest request) {
        requireArn(request.resourceArn());
        if (request.tagKeys().isEmpty()) {
            throw Errors.of(TagRequiredException.builder(), "A tag key is missing");
        }
        change(request.resourceArn(), tags -> {
            request.tagKeys().forEach(tags::remove);
            return tags;
        });
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        requireArn(request.resourceArn());
        Map<String, String> tags = change(request.resourceArn(), all -> all);
        return ListTagsForResourceResponse.builder()
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static void requireArn(@Nullable String arn) {
        if (arn == null || arn.isEmpty()) {
            throw Errors.of(ResourceArnRequiredException.builder(), "The resource's ARN is missing");
        }
        if (!arn.startsWith("arn:aws:codedeploy:") || Arns.resource(arn).equals(arn)) {
            throw Errors.of(InvalidArnException.builder(), "The ARN is not valid: " + arn);
        }
    }

    private Map<String, String> change(String arn, UnaryOperator<Map<String, String>> change) {
        String resource = Arns.resource(arn);
        int colon = resource.indexOf(':');
        String kind = colon < 0 ? resource : resource.substring(0, colon);
        String name = resource.substring(colon + 1);
        return tables.store().write(() -> switch (kind) {
            case "application" -> {
                ApplicationRow row = tables.application(name);
                ApplicationRow changed = row.with(change.apply(new TreeMap<>(row.tags())));
                tables.applications().put(name, changed);
                yield new TreeMap<>(changed.tags());
            }
            case "deploymentgroup" -> {
                int slash = name.indexOf('/');
                if (slash < 0) {
                    throw Errors.of(InvalidArnException.builder(), "The ARN is not valid: " + arn);
                }
                GroupRow row = tables.group(name.substring(0, slash), name.substring(slash + 1));
                GroupRow changed = row.with(change.apply(new TreeMap<>(row.tags())));
                tables.groups().put(name, changed);
                yield new TreeMap<>(changed.tags());
            }
            default ->
                throw Errors.of(
                        ArnNotSupportedException.builder(), "The ARN is not that of an application or group: " + arn);
        });
    }
}
