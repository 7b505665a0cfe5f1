package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold between the sections of a template, whatever the values of its parameters. */
final class TemplateRules {

    static final Set<String> PSEUDO_PARAMETERS = Set.of(
            "AWS::AccountId",
            "AWS::NotificationARNs",
            "AWS::NoValue",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    private static final Pattern SSM_REFERENCE = Pattern.compile("\\{\\{resolve:ssm(?:-secure)?:([^{}]*)}}");
    private static final Pattern SSM_KEY = Pattern.compile("[a-zA-Z0-9_.\\-/]+(:\\d+)?");

    private final Template template;

    private TemplateRules(Template template) {
        this.template = template;
    }

    static void check(Template template) {
        TemplateRules rules = new TemplateRules(template);
        FunctionShapes.check(template);
        rules.conditions();
        rules.requireMappings(template.conditions());
        template.resources().values().forEach(resource -> rules.requireMappings(resource.properties()));
        template.outputs().values().forEach(output -> rules.requireMappings(output.value()));
        template.resources().values().forEach(resource -> requireVersions(resource.properties()));
        rules.resources();
        rules.outputs();
        if (template.conditions().isEmpty()) {
            Graph.requireAcyclic(Graph.of(template.resources()));
        }
    }

    private void conditions() {
        template.conditions().properties().forEach(condition -> {
            Section.requireName("Condition", condition.getKey());
            if (!condition.getValue().isObject() || condition.getValue().size() != 1) {
                throw TemplateException.format(
                        "Conditions can only be boolean operations on parameters and other" + " conditions");
            }
            References references = References.of(condition.getValue());
            requireConditions(references.conditions(), "Conditions");
            Set<String> foreign = new LinkedHashSet<>(references.names());
            foreign.addAll(references.attributes());
            foreign.removeIf(name -> template.parameters().containsKey(name) || PSEUDO_PARAMETERS.contains(name));
            if (!foreign.isEmpty()) {
                throw TemplateException.format("Unresolved dependencies " + foreign
                        + ". Cannot reference resources in the Conditions block of the template");
            }
        });
    }

    private void resources() {
        Set<String> unresolved = new LinkedHashSet<>();
        template.resources().values().forEach(resource -> {
            References references = References.of(resource.properties()).and(resource.metadata());
            resource.creationPolicy().ifPresent(references::and);
            resource.updatePolicy().ifPresent(references::and);
            unresolved.addAll(unresolved(references, Optional.of(resource)));
            requireConditions(references.conditions(), "Resources");
            requireConditions(resource.condition().map(Set::of).orElse(Set.of()), "Resources");
        });
        if (!unresolved.isEmpty()) {
            throw TemplateException.format(
                    "Unresolved resource dependencies " + unresolved + " in the Resources block of the template");
        }
    }

    private void outputs() {
        template.outputs().values().forEach(output -> {
            References references = References.of(output.value());
            output.exportName().ifPresent(references::and);
            Set<String> unresolved = unresolved(references, Optional.empty());
            if (!unresolved.isEmpty()) {
                throw TemplateException.format(
                        "Unresolved resource dependencies " + unresolved + " in the Outputs block of the template");
            }
            requireConditions(references.conditions(), "Outputs");
            requireConditions(output.condition().map(Set::of).orElse(Set.of()), "Outputs");
        });
    }

    private Set<String> unresolved(References references, Optional<TemplateResource> resource) {
        references.attributes().stream()
                .filter(name -> !template.resources().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw TemplateException.function("instance of Fn::GetAtt references undefined resource " + name);
                });
        Set<String> unresolved = new LinkedHashSet<>(references.names());
        unresolved.removeIf(name -> template.parameters().containsKey(name) || PSEUDO_PARAMETERS.contains(name));
        resource.ifPresent(r -> unresolved.addAll(r.dependsOn()));
        unresolved.removeAll(template.resources().keySet());
        return unresolved;
    }

    /** References to SSM know numbers of versions, and no labels. */
    private static void requireVersions(JsonNode node) {
        Matcher references = SSM_REFERENCE.matcher(node.isTextual() ? node.textValue() : "");
        while (references.find()) {
            if (!SSM_KEY.matcher(references.group(1)).matches()) {
                throw new TemplateException(
                        "Incorrect format is used in the following SSM reference: [" + references.group() + "]");
            }
        }
        node.forEach(TemplateRules::requireVersions);
    }

    private void requireMappings(JsonNode node) {
        JsonNode map = node.path("Fn::FindInMap").path(0);
        if (map.isTextual() && !template.mappings().has(map.textValue())) {
            throw TemplateException.function(
                    "Mapping named '" + map.textValue() + "' is not present in the 'Mappings' section of template.");
        }
        node.forEach(this::requireMappings);
    }

    private void requireConditions(Set<String> names, String section) {
        for (String name : names) {
            JsonNode condition = template.conditions().get(name);
            if (condition == null) {
                throw TemplateException.format(
                        "Unresolved condition dependency " + name + " in the " + section + " block of the template");
            }
        }
    }
}
