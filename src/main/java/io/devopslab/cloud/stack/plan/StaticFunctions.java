package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.template.OutputDeclaration;
import io.devopslab.cloud.stack.template.References;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.Set;
import java.util.regex.Pattern;

/** Applies the functions of a template that need no resource, so that what they cannot do is told before any is made. */
public final class StaticFunctions {

    private static final Set<String> CHECKED = Set.of("Fn::FindInMap", "Fn::Select", "Fn::Cidr");
    private static final Pattern EXPORT_NAME = Pattern.compile("[a-zA-Z0-9:-]{1,255}");

    private final Blueprint blueprint;
    private final Evaluator evaluator;

    private StaticFunctions(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.evaluator = new Evaluator(blueprint.bindings());
    }

    /**
     * Refuses what cannot be worked out.
     *
     * @throws TemplateException in CloudFormation's words
     */
    public static void check(Blueprint blueprint) {
        StaticFunctions functions = new StaticFunctions(blueprint);
        blueprint.resources().values().forEach(resource -> functions.check(resource.properties()));
        blueprint.outputs().values().forEach(output -> {
            functions.check(output.value());
            functions.checkExport(output);
        });
    }

    private void check(JsonNode node) {
        if (node.isObject()
                && node.size() == 1
                && CHECKED.contains(node.fieldNames().next())
                && isStatic(node)) {
            evaluator.evaluate(node);
            return;
        }
        node.forEach(this::check);
    }

    private void checkExport(OutputDeclaration output) {
        output.exportName().filter(this::isStatic).ifPresent(name -> {
            JsonNode value = evaluator.evaluate(name);
            if (!value.isValueNode() || !EXPORT_NAME.matcher(value.asText()).matches()) {
                throw malformed(output.key());
            }
        });
    }

    static TemplateException malformed(String output) {
        return TemplateException.format("Output " + output + " is malformed. The Name field of every Export member must"
                + " be specified and consist only of alphanumeric characters, colons, or hyphens.");
    }

    private boolean isStatic(JsonNode node) {
        References references = References.of(node);
        return references.attributes().isEmpty()
                && references.names().stream()
                        .noneMatch(name -> blueprint.resources().containsKey(name))
                && !imports(node);
    }

    private static boolean imports(JsonNode node) {
        boolean imports = node.has("Fn::ImportValue");
        for (JsonNode child : node) {
            imports |= imports(child);
        }
        return imports;
    }
}
