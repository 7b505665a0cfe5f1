package io.devopslab.cloud.stack.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.intrinsic.Values;
import io.devopslab.cloud.stack.template.OutputDeclaration;
import io.devopslab.cloud.stack.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** The values of a stack's outputs. */
public final class Outputs {

    private static final Pattern EXPORT_NAME = Pattern.compile("[a-zA-Z0-9:-]{1,255}");

    private final Blueprint blueprint;
    private final Evaluator evaluator;

    public Outputs(Blueprint blueprint, Values values) {
        this.blueprint = blueprint;
        this.evaluator = new Evaluator(values);
    }

    /**
     * The outputs in the template's order.
     *
     * @throws io.devopslab.cloud.stack.template.TemplateException when one is no string
     */
    public List<Output> evaluate() {
        List<Output> outputs = new ArrayList<>();
        for (OutputDeclaration declaration : blueprint.outputs().values()) {
            outputs.add(Output.builder()
                    .outputKey(declaration.key())
                    .outputValue(value(declaration))
                    .description(declaration.description().orElse(null))
                    .exportName(declaration
                            .exportName()
                            .map(name -> exportName(declaration.key(), name))
                            .orElse(null))
                    .build());
        }
        return outputs;
    }

    private String value(OutputDeclaration declaration) {
        JsonNode value = evaluator.evaluate(declaration.value());
        return Optional.of(value)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .orElseThrow(() -> TemplateException.format("Output " + declaration.key()
                        + " is malformed. The Value field of every Outputs member must evaluate to a String"));
    }

    private String exportName(String key, JsonNode node) {
        return Optional.of(evaluator.evaluate(node))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(name -> EXPORT_NAME.matcher(name).matches())
                .orElseThrow(() -> StaticFunctions.malformed(key));
    }
}
