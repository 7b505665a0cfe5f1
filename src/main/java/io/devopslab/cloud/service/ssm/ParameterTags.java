package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ssm.model.*;

/** The tags of parameters. Other kinds of Systems Manager's resources do not exist here. */
final class ParameterTags {

    private static final int MAX = 50;

    private final ParameterTable parameters;

    ParameterTags(ParameterTable parameters) {
        this.parameters = parameters;
    }

    /** The tags of a request. Those of AWS come with the calls of its services only. */
    static List<Tag> check(List<Tag> tags, SsmRequest request) {
        boolean reserved =
                tags.stream().anyMatch(tag -> tag.key() != null && tag.key().startsWith("aws:"));
        if (reserved && CallSource.of(request).isEmpty()) {
            throw SsmErrors.validation("Tag keys that begin with aws: are reserved for system use.");
        }
        return check(tags);
    }

    private static List<Tag> check(List<Tag> tags) {
        Constraints constraints = new Constraints();
        for (int i = 0; i < tags.size(); i++) {
            String member = "tags." + (i + 1) + ".member.";
            constraints
                    .required(member + "key", tags.get(i).key())
                    .length(member + "key", tags.get(i).key(), 1, 128)
                    .required(member + "value", tags.get(i).value())
                    .length(member + "value", tags.get(i).value(), 0, 256);
        }
        constraints.orThrow(SsmErrors::validation);
        if (tags.size() > MAX) {
            throw Errors.of(TooManyTagsErrorException.builder(), "TooManyTagsError", 400, "");
        }
        return tags;
    }

    AddTagsToResourceResponse add(AddTagsToResourceRequest request) {
        check(request.tags(), request);
        change(request.resourceTypeAsString(), request.resourceId(), old -> {
            Map<String, Tag> tags = new LinkedHashMap<>();
            old.tags().forEach(tag -> tags.put(tag.key(), tag));
            request.tags().forEach(tag -> tags.put(tag.key(), tag));
            return old.withTags(check(List.copyOf(tags.values())));
        });
        return AddTagsToResourceResponse.builder().build();
    }

    RemoveTagsFromResourceResponse remove(RemoveTagsFromResourceRequest request) {
        change(
                request.resourceTypeAsString(),
                request.resourceId(),
                old -> old.withTags(old.tags().stream()
                        .filter(tag -> !request.tagKeys().contains(tag.key()))
                        .toList()));
        return RemoveTagsFromResourceResponse.builder().build();
    }

    ListTagsForResourceResponse list(ListTagsForResourceRequest request) {
        checkType(request.resourceTypeAsString(), request.resourceId());
        StoredParameter parameter = parameters.find(request.resourceId()).orElseThrow(ParameterTags::invalidId);
        return ListTagsForResourceResponse.builder().tagList(parameter.tags()).build();
    }

    private StoredParameter change(String type, String id, UnaryOperator<StoredParameter> change) {
        checkType(type, id);
        StoredParameter parameter = parameters.find(id).orElseThrow(ParameterTags::invalidId);
        return parameters.rows().update(parameter.name(), change).orElseThrow(ParameterTags::invalidId);
    }

    private static void checkType(String type, String id) {
        new Constraints()
                .required("resourceType", type)
                .oneOf("resourceType", type, ResourceTypeForTagging.knownValues())
                .required("resourceId", id)
                .orThrow(SsmErrors::validation);
        if (!type.equals(ResourceTypeForTagging.PARAMETER.toString())) {
            throw invalidId();
        }
    }

    private static RuntimeException invalidId() {
        return Errors.of(InvalidResourceIdException.builder(), "InvalidResourceId", 400, "");
    }
}
