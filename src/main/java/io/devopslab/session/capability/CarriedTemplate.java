package io.devopslab.session.capability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target can make of a template: without the resources of services that it lacks, and without what refers to them. A
 * template that is not JSON is taken whole or not at all.
 *
 * @param body empty when nothing is left of it
 * @param leftOut the logical ids of what is not in it, with their types: {@code Build (AWS::CodeBuild::Project)}
 */
public record CarriedTemplate(Optional<String> body, List<String> leftOut) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("^\\s+Type:\\s*[\"']?(AWS::\\w+::\\w+)", Pattern.MULTILINE);
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([A-Za-z0-9]+)(\\.[^}]*)?}");

    public CarriedTemplate {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * @param lacks whether the target lacks a service, by its name in the {@code aws} command
     */
    static CarriedTemplate of(String template, Predicate<String> lacks) {
        try {
            return JSON.readTree(template) instanceof ObjectNode object
                    ? reduced(object, template, lacks)
                    : whole(template, lacks);
        } catch (JsonProcessingException e) {
            return whole(template, lacks);
        }
    }

    private static CarriedTemplate whole(String template, Predicate<String> lacks) {
        List<String> missing = TYPE.matcher(template)
                .results()
                .map(found -> found.group(1))
                .filter(type -> lacks.test(ResourceTypes.service(type)))
                .distinct()
                .toList();
        return new CarriedTemplate(missing.isEmpty() ? Optional.of(template) : Optional.empty(), missing);
    }

    private static CarriedTemplate reduced(ObjectNode template, String text, Predicate<String> lacks) {
        if (!(template.path("Resources") instanceof ObjectNode resources)) {
            return new CarriedTemplate(Optional.of(text), List.of());
        }
        Set<String> gone = new LinkedHashSet<>();
        int before;
        do {
            before = gone.size();
            resources.properties().forEach(resource -> {
                String type = resource.getValue().path("Type").asText();
                if (lacks.test(ResourceTypes.service(type)) || refers(resource.getValue(), gone)) {
                    gone.add(resource.getKey());
                }
            });
        } while (gone.size() > before);
        if (gone.isEmpty()) {
            return new CarriedTemplate(Optional.of(text), List.of());
        }
        List<String> leftOut = gone.stream()
                .map(id -> id + " (" + resources.path(id).path("Type").asText() + ")")
                .toList();
        resources.remove(gone);
        resources.forEach(resource -> forget((ObjectNode) resource, gone));
        if (template.path("Outputs") instanceof ObjectNode outputs) {
            List<String> names = new ArrayList<>();
            outputs.properties().forEach(output -> {
                if (refers(output.getValue(), gone)) {
                    names.add(output.getKey());
                }
            });
            outputs.remove(names);
        }
        return new CarriedTemplate(resources.isEmpty() ? Optional.empty() : Optional.of(template.toString()), leftOut);
    }

    /** Only the order was meant: there is nothing left to wait for. */
    private static void forget(ObjectNode resource, Set<String> gone) {
        JsonNode order = resource.path("DependsOn");
        if (order.isTextual() && gone.contains(order.textValue())) {
            resource.remove("DependsOn");
        } else if (order instanceof ArrayNode list) {
            ArrayNode kept = JSON.createArrayNode();
            list.forEach(id -> {
                if (!gone.contains(id.asText())) {
                    kept.add(id);
                }
            });
            resource.set("DependsOn", kept);
        }
    }

    private static boolean refers(JsonNode node, Set<String> gone) {
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                JsonNode value = member.getValue();
                boolean found =
                        switch (member.getKey()) {
                            case "Ref" -> gone.contains(value.asText());
                            case "Fn::GetAtt" -> gone.contains(owner(value));
                            case "Fn::Sub" -> mentions(value, gone) || refers(value, gone);
                            case "DependsOn" -> false;
                            default -> refers(value, gone);
                        };
                if (found) {
                    return true;
                }
            }
            return false;
        }
        for (JsonNode element : node) {
            if (refers(element, gone)) {
                return true;
            }
        }
        return false;
    }

    /** {@code [Id, Attribute]} or {@code Id.Attribute}. */
    private static String owner(JsonNode attribute) {
        String text = attribute.isArray() ? attribute.path(0).asText() : attribute.asText();
        return text.replaceFirst("\\..*", "");
    }

    private static boolean mentions(JsonNode text, Set<String> gone) {
        Matcher places = IN_TEXT.matcher(text.isArray() ? text.path(0).asText() : text.asText());
        return places.results().anyMatch(place -> gone.contains(place.group(1)));
    }
}
