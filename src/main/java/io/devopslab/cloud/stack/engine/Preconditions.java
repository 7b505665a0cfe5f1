package io.devopslab.cloud.stack.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.stack.intrinsic.Evaluator;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.template.OutputDeclaration;
import io.devopslab.cloud.stack.template.TemplateException;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must be there before an operation begins with any resource: it fails as a whole when it is not. */
final class Preconditions {

    private static final String NAME_OF_SSM = "AWS::SSM::Parameter::Name";

    private final EngineContext context;
    private final Blueprint blueprint;

    Preconditions(EngineContext context, Blueprint blueprint) {
        this.context = context;
        this.blueprint = blueprint;
    }

    /** What is missing, in CloudFormation's words; empty when nothing is. */
    Optional<String> problem() {
        return parameters().or(this::imports);
    }

    private Optional<String> parameters() {
        return blueprint.bindings().template().parameters().values().stream()
                .filter(declaration -> declaration.type().equals(NAME_OF_SSM))
                .flatMap(declaration -> blueprint.bindings().ref(declaration.key()).stream()
                        .flatMap(value -> missing(declaration.key(), value).stream()))
                .findFirst();
    }

    private Optional<String> missing(String key, JsonNode value) {
        String name = value.asText();
        return context.lookups().parameters(List.of(name)).containsKey(name)
                ? Optional.empty()
                : Optional.of("Parameter validation failed: parameter value " + name + " for parameter name " + key
                        + " does not exist.");
    }

    private Optional<String> imports() {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(
                        blueprint.resources().values().stream().map(TemplateResource::properties),
                        blueprint.outputs().values().stream().map(OutputDeclaration::value))
                .forEach(node -> collect(node, names));
        Exports exports = new Exports(context.store());
        return names.stream()
                .filter(name -> exports.find(name).isEmpty())
                .findFirst()
                .map(name -> "No export named " + name + " found.");
    }

    private void collect(JsonNode node, Set<String> names) {
        JsonNode imported = node.path("Fn::ImportValue");
        if (!imported.isMissingNode()) {
            name(imported).ifPresent(names::add);
        }
        node.forEach(child -> collect(child, names));
    }

    /** The name cannot depend on a resource. */
    private Optional<String> name(JsonNode argument) {
        try {
            JsonNode name = new Evaluator(blueprint.bindings()).evaluate(argument);
            return Optional.of(name).filter(JsonNode::isValueNode).map(JsonNode::asText);
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }
}
