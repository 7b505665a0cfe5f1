package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.stack.intrinsic.Conditions;
import io.devopslab.cloud.stack.intrinsic.ParameterBindings;
import io.devopslab.cloud.stack.intrinsic.Parameters;
import io.devopslab.cloud.stack.intrinsic.Rules;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.template.Graph;
import io.devopslab.cloud.stack.template.OutputDeclaration;
import io.devopslab.cloud.stack.template.References;
import io.devopslab.cloud.stack.template.Template;
import io.devopslab.cloud.stack.template.TemplateException;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A template under given parameters: the resources and outputs whose conditions hold, free of {@code Fn::If}, and
 * the order that they need.
 */
public record Blueprint(
        ParameterBindings bindings,
        Map<String, TemplateResource> resources,
        Map<String, OutputDeclaration> outputs,
        Map<String, Set<String>> graph) {

    /** Where the template is to stand. */
    public record Site(Scope scope, String stackName, String stackId) {}

    /**
     * Works out what the definition of a stack means.
     *
     * @throws TemplateException when it means nothing
     */
    public static Blueprint of(Template template, Definition definition, Site site) {
        Parameters parameters = new Parameters(template, names -> Map.of());
        Map<String, JsonNode> values = new LinkedHashMap<>(parameters.nodes(definition.parameters()));
        values.putAll(pseudo(definition, site));
        ParameterBindings bindings =
                new ParameterBindings(template, values, site.scope().region());
        Rules.check(template.rules(), bindings);
        Conditions conditions = new Conditions(template.conditions(), bindings);
        Map<String, TemplateResource> resources = resources(template, conditions);
        Map<String, OutputDeclaration> outputs = outputs(template, conditions);
        Blueprint blueprint = new Blueprint(bindings, resources, outputs, Graph.of(resources));
        blueprint.requireResolved();
        Graph.requireAcyclic(blueprint.graph());
        return blueprint;
    }

    private static Map<String, JsonNode> pseudo(Definition definition, Site site) {
        ArrayNode topics = JsonNodeFactory.instance.arrayNode();
        definition.notificationArns().forEach(topics::add);
        return Map.of(
                "AWS::AccountId", TextNode.valueOf(site.scope().account()),
                "AWS::Region", TextNode.valueOf(site.scope().region()),
                "AWS::Partition", TextNode.valueOf("aws"),
                "AWS::URLSuffix", TextNode.valueOf("amazonaws.com"),
                "AWS::StackName", TextNode.valueOf(site.stackName()),
                "AWS::StackId", TextNode.valueOf(site.stackId()),
                "AWS::NotificationARNs", topics);
    }

    private static Map<String, TemplateResource> resources(Template template, Conditions conditions) {
        Map<String, TemplateResource> active = new LinkedHashMap<>();
        template.resources().forEach((name, resource) -> {
            if (resource.condition().map(conditions::holds).orElse(true)) {
                active.put(
                        name,
                        resource.with(
                                object(conditions.prune(resource.properties())),
                                object(conditions.prune(resource.metadata())),
                                resource.updatePolicy().map(conditions::prune)));
            }
        });
        return active;
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static Map<String, OutputDeclaration> outputs(Template template, Conditions conditions) {
        Map<String, OutputDeclaration> active = new LinkedHashMap<>();
        template.outputs().forEach((key, output) -> {
            if (output.condition().map(conditions::holds).orElse(true)) {
                active.put(
                        key,
                        new OutputDeclaration(
                                key,
                                conditions.prune(output.value()),
                                output.description(),
                                output.exportName().map(conditions::prune),
                                Optional.empty()));
            }
        });
        return active;
    }

    /** A resource whose condition does not hold cannot be referred to; {@code DependsOn} on it is passed over. */
    private void requireResolved() {
        Set<String> missing = new LinkedHashSet<>();
        resources
                .values()
                .forEach(resource -> missing.addAll(
                        missing(References.of(resource.properties()).and(resource.metadata()))));
        if (!missing.isEmpty()) {
            throw TemplateException.format(
                    "Unresolved resource dependencies " + missing + " in the Resources block of the template");
        }
        outputs.values().forEach(output -> missing.addAll(missing(References.of(output.value()))));
        if (!missing.isEmpty()) {
            throw TemplateException.format(
                    "Unresolved resource dependencies " + missing + " in the Outputs block of the template");
        }
    }

    private Set<String> missing(References references) {
        Set<String> names = new LinkedHashSet<>(references.names());
        names.addAll(references.attributes());
        names.removeAll(resources.keySet());
        names.removeAll(bindings.values().keySet());
        names.remove("AWS::NoValue");
        return names;
    }
}
