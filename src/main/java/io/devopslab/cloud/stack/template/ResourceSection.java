package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code Resources} of a template. */
final class ResourceSection {

    private static final int LIMIT = 500;

    private static final Set<String> ATTRIBUTES = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "Condition",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata",
            "CreationPolicy",
            "UpdatePolicy",
            "Description",
            "Version");

    /** The types of whose resources snapshots can be made (CloudFormation Template Reference, "DeletionPolicy"). */
    private static final Set<String> SNAPSHOTS = Set.of(
            "AWS::DocDB::DBCluster",
            "AWS::EC2::Volume",
            "AWS::ElastiCache::CacheCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::Neptune::DBCluster",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::Redshift::Cluster");

    private static final Pattern TYPE =
            Pattern.compile("AWS(::[A-Za-z0-9]{1,64}){2,3}|Custom::[A-Za-z0-9_@-]{1,60}|Alexa::ASK::Skill");

    private ResourceSection() {}

    static Map<String, TemplateResource> read(Section root) {
        Section resources = root.object("Resources");
        if (resources.node().isEmpty()) {
            throw TemplateException.format("At least one Resources member must be defined.");
        }
        Map<String, TemplateResource> read = resources.members("Resource", LIMIT, ResourceSection::resource);
        List<String> unrecognized = read.values().stream()
                .map(TemplateResource::type)
                .filter(type -> !TYPE.matcher(type).matches())
                .distinct()
                .sorted()
                .toList();
        if (!unrecognized.isEmpty()) {
            throw TemplateException.format("Unrecognized resource types: [" + String.join(", ", unrecognized) + "]");
        }
        return read;
    }

    private static TemplateResource resource(String name, Section section) {
        section.unknown(ATTRIBUTES).stream().findFirst().ifPresent(attribute -> {
            throw new TemplateException("Invalid template resource property '" + attribute + "'");
        });
        String type = section.text("Type")
                .orElseThrow(() -> TemplateException.format(
                        "[" + section.path() + "] Every Resources object must contain a Type member."));
        return new TemplateResource(
                name,
                type,
                section.object("Properties").node(),
                section.text("Condition"),
                dependencies(section),
                policy(name, section, "DeletionPolicy", Set.of("Delete", "Retain", "RetainExceptOnCreate", "Snapshot")),
                policy(name, section, "UpdateReplacePolicy", Set.of("Delete", "Retain", "Snapshot")),
                section.object("Metadata").node(),
                Optional.ofNullable(section.node().get("CreationPolicy")),
                Optional.ofNullable(section.node().get("UpdatePolicy")));
    }

    private static List<String> dependencies(Section section) {
        JsonNode dependsOn = section.node().path("DependsOn");
        List<String> names = new ArrayList<>();
        for (JsonNode name : dependsOn.isArray() ? dependsOn : List.of(dependsOn)) {
            if (name.isTextual()) {
                names.add(name.textValue());
            } else if (!name.isMissingNode()) {
                throw TemplateException.format("DependsOn must be a string or list of strings.");
            }
        }
        return names;
    }

    private static String policy(String name, Section section, String attribute, Set<String> values) {
        JsonNode policy = section.node().path(attribute);
        if (policy.isMissingNode()) {
            return "Delete";
        }
        if (!policy.isTextual()) {
            throw TemplateException.format("Every " + attribute + " member must be a string.");
        }
        boolean snapshot = policy.textValue().equals("Snapshot");
        if (snapshot && !SNAPSHOTS.contains(section.node().path("Type").asText())) {
            throw TemplateException.function("resource type "
                    + section.node().path("Type").asText() + " does not support deletion policy Snapshot");
        }
        if (!values.contains(policy.textValue())) {
            throw TemplateException.format(
                    "Unrecognized " + attribute + " " + policy.textValue() + " for resource " + name);
        }
        return policy.textValue();
    }
}
