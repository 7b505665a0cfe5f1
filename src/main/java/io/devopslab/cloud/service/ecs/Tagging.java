package io.devopslab.cloud.service.ecs;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;

/** The tags of clusters, task definitions, services, task sets and tasks. */
final class Tagging {

    private final ServiceContext context;
    private final EcsTables tables;

    Tagging(ServiceContext context, EcsTables tables) {
        this.context = context;
        this.tables = tables;
    }

    TagResourceResponse tag(TagResourceRequest request) {
        List<Tag> tags = Tags.checked(request.tags(), CallSource.of(request).isPresent());
        change(request.resourceArn(), present -> Tags.merged(present, tags));
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        change(request.resourceArn(), present -> Tags.without(present, request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(change(request.resourceArn(), present -> present))
                .build();
    }

    /** The tags as they became. */
    private List<Tag> change(@Nullable String arn, UnaryOperator<List<Tag>> change) {
        String own = Arns.of("ecs", context.scope(), "");
        if (arn == null || !arn.startsWith(own)) {
            throw EcsErrors.invalid("The specified resource ARN is invalid: " + arn);
        }
        String resource = arn.substring(own.length());
        int slash = resource.indexOf('/');
        String kind = slash < 0 ? resource : resource.substring(0, slash);
        String name = resource.substring(slash + 1);
        return context.store()
                .write(() -> changed(kind, name, arn, change))
                .orElseThrow(() ->
                        Errors.of(ResourceNotFoundException.builder(), "The specified resource was not found: " + arn));
    }

    private Optional<List<Tag>> changed(String kind, String name, String arn, UnaryOperator<List<Tag>> change) {
        return switch (kind) {
            case "cluster" ->
                tables.clusters()
                        .update(name, row -> row.toBuilder()
                                .tags(change.apply(row.tags()))
                                .build())
                        .map(row -> row.tags());
            case "task-definition" ->
                tables.findDefinition(arn)
                        .map(row -> new DefinitionRow(row.definition(), change.apply(row.tags())))
                        .map(row -> {
                            tables.put(row);
                            return row.tags();
                        });
            case "service" ->
                tables.services()
                        .update(name, row -> row.toBuilder()
                                .tags(change.apply(row.tags()))
                                .build())
                        .map(row -> row.tags());
            case "task-set" ->
                tables.rollouts()
                        .update(
                                name.replace("/ecs-svc/", "#ecs-svc/"),
                                row -> row.with(
                                        set -> set.tags(change.apply(row.set().tags()))))
                        .map(row -> row.set().tags());
            case "task" ->
                tables.tasks()
                        .update(
                                name,
                                row -> row.with(task ->
                                        task.tags(change.apply(row.task().tags()))))
                        .map(row -> row.task().tags());
            default -> Optional.empty();
        };
    }
}
