package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines;
import io.devopslab.cloud.service.codepipeline.definition.Pipelines.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.InvalidArnException;
import software.amazon.awssdk.services.codepipeline.model.InvalidTagsException;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import software.amazon.awssdk.services.codepipeline.model.TagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.TagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.TooManyTagsException;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The tags of pipelines. */
final class PipelineTags {

    private static final Pattern ARN = Pattern.compile("arn:aws(-[\\w]+)*:codepipeline:.+:[0-9]{12}:.+");
    private static final int MOST = 50;

    private final ServiceContext context;
    private final Pipelines pipelines;

    PipelineTags(ServiceContext context, Pipelines pipelines) {
        this.context = context;
        this.pipelines = pipelines;
    }

    /**
     * @param source on whose behalf: only a service may give tags that begin with {@code aws:}
     */
    static Map<String, String> checked(List<Tag> tags, Optional<String> source) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < tags.size(); i++) {
            String path = "tags." + (i + 1) + ".member.";
            Tag tag = tags.get(i);
            new Constraints()
                    .required(path + "key", tag.key())
                    .length(path + "key", tag.key(), 1, 128)
                    .required(path + "value", tag.value())
                    .length(path + "value", tag.value(), 0, 256)
                    .verify(ValidationException.builder());
            if (tag.key().startsWith("aws:") && source.isEmpty()) {
                throw Errors.of(
                        InvalidTagsException.builder(),
                        "Not allowed to modify tags that begin with the prefix aws: " + tag.key());
            }
            values.put(tag.key(), tag.value());
        }
        return atMost(values);
    }

    private static Map<String, String> atMost(Map<String, String> values) {
        if (values.size() > MOST) {
            throw Errors.of(
                    TooManyTagsException.builder(), "The tags limit for a resource has been exceeded: " + MOST + ".");
        }
        return values;
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    TagResourceResponse tag(TagResourceRequest request) {
        new Constraints()
                .required("tags", request.hasTags() ? request.tags() : null)
                .verify(ValidationException.builder());
        Map<String, String> added = checked(request.tags(), CallSource.of(request));
        context.store().write(() -> {
            Pipeline pipeline = require(request.resourceArn());
            Map<String, String> tags = new TreeMap<>(pipeline.tags());
            tags.putAll(added);
            pipelines.setTags(pipeline.name(), atMost(tags));
        });
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        new Constraints()
                .required("tagKeys", request.hasTagKeys() ? request.tagKeys() : null)
                .verify(ValidationException.builder());
        context.store().write(() -> {
            Pipeline pipeline = require(request.resourceArn());
            Map<String, String> tags = new TreeMap<>(pipeline.tags());
            tags.keySet().removeAll(request.tagKeys());
            pipelines.setTags(pipeline.name(), tags);
        });
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(list(require(request.resourceArn()).tags()))
                .build();
    }

    private Pipeline require(@Nullable String arn) {
        new Constraints().required("resourceArn", arn).verify(ValidationException.builder());
        String text = String.valueOf(arn);
        if (!ARN.matcher(text).matches()) {
            throw Errors.of(InvalidArnException.builder(), "The resource ARN is not valid: " + text);
        }
        String name = Arns.resource(text);
        return pipelines
                .find(name)
                .filter(pipeline -> pipelines.arn(name).equals(text))
                .orElseThrow(() -> Errors.of(
                        ResourceNotFoundException.builder(),
                        "The account with id '" + context.scope().account()
                                + "' does not include a pipeline with the name '" + name + "'"));
    }
}
