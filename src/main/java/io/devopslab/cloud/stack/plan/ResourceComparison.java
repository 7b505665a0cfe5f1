package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.plan.Forecast.Fate;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.template.References;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AttributeChangeType;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSource;
import software.amazon.awssdk.services.cloudformation.model.EvaluationType;
import software.amazon.awssdk.services.cloudformation.model.PolicyAction;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.RequiresRecreation;
import software.amazon.awssdk.services.cloudformation.model.ResourceAttribute;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;

/** One resource that stands against what its template will say. */
final class ResourceComparison {

    private final TemplateResource resource;
    private final Optional<TemplateResource> before;
    private final State standing;
    private final ObjectNode declared;
    private final ObjectNode metadata;
    private final Set<String> renewed;
    private final Set<String> createOnly;
    private final Set<String> changedParameters;
    private final Forecast forecast;

    ResourceComparison(
            TemplateResource resource,
            Optional<TemplateResource> before,
            State standing,
            ObjectNode declared,
            ObjectNode metadata,
            Set<String> renewed,
            Set<String> createOnly,
            Set<String> changedParameters,
            Forecast forecast) {
        this.resource = resource;
        this.before = before;
        this.standing = standing;
        this.declared = declared;
        this.metadata = metadata;
        this.renewed = renewed;
        this.createOnly = createOnly;
        this.changedParameters = changedParameters;
        this.forecast = forecast;
    }

    boolean differs() {
        return retyped()
                || Plan.alwaysUpdated(resource)
                || !changed().isEmpty()
                || !standing.metadata().equals(metadata);
    }

    private Set<String> changed() {
        Set<String> changed = Plan.changed(standing.declared(), declared);
        changed.addAll(renewed);
        return changed;
    }

    private boolean retyped() {
        return !standing.type().equals(resource.type());
    }

    ResourceChange change(boolean tagsChanged) {
        List<ResourceChangeDetail> details = new ArrayList<>();
        changed().forEach(name -> details.addAll(details(name)));
        if (!standing.metadata().equals(metadata)) {
            details.add(direct(target(ResourceAttribute.METADATA), EvaluationType.STATIC));
        }
        if (tagsChanged) {
            details.add(direct(target(ResourceAttribute.TAGS), EvaluationType.STATIC));
        }
        if (details.isEmpty() && Plan.alwaysUpdated(resource)) {
            details.add(automatic());
        }
        Replacement replacement = replacement(details);
        return ResourceChange.builder()
                .action(ChangeAction.MODIFY)
                .logicalResourceId(resource.logicalId())
                .physicalResourceId(standing.physicalId())
                .resourceType(resource.type())
                .replacement(replacement)
                .policyAction(policy(replacement))
                .scope(details.stream()
                        .map(detail -> detail.target().attribute())
                        .distinct()
                        .toList())
                .details(details)
                .beforeContext(context(standing.declared(), standing.metadata()))
                .afterContext(context(declared, metadata))
                .build();
    }

    private static String context(ObjectNode properties, ObjectNode metadata) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.set("Properties", properties);
        if (!metadata.isEmpty()) {
            context.set("Metadata", metadata);
        }
        return context.toString();
    }

    private Replacement replacement(List<ResourceChangeDetail> details) {
        List<EvaluationType> recreating = details.stream()
                .filter(detail -> detail.target().requiresRecreation() == RequiresRecreation.ALWAYS)
                .map(ResourceChangeDetail::evaluation)
                .toList();
        if (retyped() || recreating.contains(EvaluationType.STATIC)) {
            return Replacement.TRUE;
        }
        return recreating.isEmpty() ? Replacement.FALSE : Replacement.CONDITIONAL;
    }

    private @Nullable PolicyAction policy(Replacement replacement) {
        if (replacement == Replacement.FALSE) {
            return null;
        }
        return resource.updateReplacePolicy().equals("Retain")
                ? PolicyAction.REPLACE_AND_RETAIN
                : PolicyAction.REPLACE_AND_DELETE;
    }

    /** Why the property changes: other parameters, other resources, or another template. */
    private List<ResourceChangeDetail> details(String property) {
        JsonNode now = resource.properties().path(property);
        JsonNode then = before.map(TemplateResource::properties)
                .map(properties -> properties.path(property))
                .orElse(now);
        ResourceTargetDefinition target = target(property);
        References references = References.of(now);
        List<ResourceChangeDetail> details = new ArrayList<>();
        boolean parameters = false;
        for (String name : references.names()) {
            if (changedParameters.contains(name)) {
                parameters = true;
                details.add(caused(target, ChangeSource.PARAMETER_REFERENCE, EvaluationType.STATIC, name));
            } else if (forecast.isResource(name) && forecast.fate(name) == Fate.NEW) {
                details.add(caused(target, ChangeSource.RESOURCE_REFERENCE, EvaluationType.DYNAMIC, name));
            }
        }
        for (String path : references.paths()) {
            if (forecast.fate(path.substring(0, path.indexOf('.'))) != Fate.KEPT) {
                details.add(caused(target, ChangeSource.RESOURCE_ATTRIBUTE, EvaluationType.DYNAMIC, path));
            }
        }
        if (!Objects.equals(now, then) || details.isEmpty()) {
            details.add(direct(target, EvaluationType.STATIC));
        } else if (parameters) {
            details.add(direct(target, EvaluationType.DYNAMIC));
        }
        return details;
    }

    private ResourceTargetDefinition target(String property) {
        JsonNode then = standing.declared().get(property);
        JsonNode now = declared.get(property);
        AttributeChangeType type = AttributeChangeType.MODIFY;
        if (then == null || now == null) {
            type = then == null ? AttributeChangeType.ADD : AttributeChangeType.REMOVE;
        }
        return ResourceTargetDefinition.builder()
                .attribute(property.equals("Tags") ? ResourceAttribute.TAGS : ResourceAttribute.PROPERTIES)
                .name(property)
                .path("/Properties/" + property)
                .requiresRecreation(
                        createOnly.contains(property) ? RequiresRecreation.ALWAYS : RequiresRecreation.NEVER)
                .beforeValue(then == null ? null : text(then))
                .afterValue(now == null ? null : text(now))
                .attributeChangeType(type)
                .build();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static ResourceTargetDefinition target(ResourceAttribute attribute) {
        return ResourceTargetDefinition.builder()
                .attribute(attribute)
                .requiresRecreation(RequiresRecreation.NEVER)
                .build();
    }

    private static ResourceChangeDetail automatic() {
        return ResourceChangeDetail.builder()
                .target(target(ResourceAttribute.PROPERTIES))
                .evaluation(EvaluationType.DYNAMIC)
                .changeSource(ChangeSource.AUTOMATIC)
                .build();
    }

    private static ResourceChangeDetail direct(ResourceTargetDefinition target, EvaluationType evaluation) {
        return ResourceChangeDetail.builder()
                .target(target)
                .evaluation(evaluation)
                .changeSource(ChangeSource.DIRECT_MODIFICATION)
                .build();
    }

    private static ResourceChangeDetail caused(
            ResourceTargetDefinition target, ChangeSource source, EvaluationType evaluation, String entity) {
        return ResourceChangeDetail.builder()
                .target(target)
                .evaluation(evaluation)
                .changeSource(source)
                .causingEntity(entity)
                .build();
    }
}
