package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.devopslab.cloud.stack.intrinsic.SsmValue;
import io.devopslab.cloud.stack.intrinsic.SsmValue.Kind;
import io.devopslab.cloud.stack.state.ResourceRow.State;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dynamic references, {@code {{resolve:ssm:name:version}}} (CloudFormation User Guide, "Dynamic references"). */
public final class DynamicReferences {

    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*)}}");

    private final Lookups lookups;

    public DynamicReferences(Lookups lookups) {
        this.lookups = lookups;
    }

    /** The properties with the values in the place of the references. */
    public ObjectNode resolve(ObjectNode properties) {
        return (ObjectNode) node(properties);
    }

    /**
     * The properties that a resource's template says as before, and whose references to SSM lead to other values now:
     * each update looks them up again.
     */
    public Set<String> renewed(State standing, ObjectNode declared) {
        Set<String> names = new LinkedHashSet<>();
        declared.properties().forEach(property -> {
            boolean same = property.getValue().equals(standing.declared().get(property.getKey()));
            if (same
                    && property.getValue().toString().contains("{{resolve:ssm:")
                    && !node(property.getValue()).equals(standing.properties().get(property.getKey()))) {
                names.add(property.getKey());
            }
        });
        return names;
    }

    private JsonNode node(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().contains("{{resolve:") ? TextNode.valueOf(text(node.textValue())) : node;
        }
        if (node.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> elements.add(node(element)));
            return elements;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> members.set(member.getKey(), node(member.getValue())));
        return members;
    }

    private String text(String text) {
        Matcher references = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (references.find()) {
            references.appendReplacement(
                    result, Matcher.quoteReplacement(value(references.group(1), references.group(2))));
        }
        return references.appendTail(result).toString();
    }

    private String value(String service, String key) {
        if (!service.equals("ssm")) {
            throw new TemplateException("Dynamic references to '" + service
                    + "' are not supported by the embedded cloud: {{resolve:" + service + ":" + key + "}}");
        }
        SsmValue value = lookups.parameters(List.of(key)).get(key);
        if (value == null) {
            throw new TemplateException("Parameters: [ssm:" + key + "] cannot be found.");
        }
        if (value.kind() == Kind.SECURE_STRING) {
            throw new TemplateException("Non-secure ssm prefix was used for secure parameter " + name(key));
        }
        return value.value();
    }

    /** The key without its version. */
    private static String name(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }
}
