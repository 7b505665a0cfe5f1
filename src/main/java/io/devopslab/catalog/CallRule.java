package io.devopslab.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.OperationModel;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.UnknownNameException;
import io.devopslab.catalog.yaml.Place;

/** Operations exist and have the members that are given to them; JMESPath expressions are such. */
final class CallRule {

    private final Manifest manifest;
    private final JmesPaths expressions = new JmesPaths();

    CallRule(Manifest manifest) {
        this.manifest = manifest;
    }

    void check() {
        manifest.calls().forEach(this::call);
        manifest.steps().forEach(step -> expression(step.get("until")));
        for (Place check : manifest.checks()) {
            expression(check.get("expect"));
            expression(check.get("actual"));
            expression(check.get("pending"));
        }
    }

    private void call(Place call) {
        operation(call);
        call.get("save").members().forEach(saved -> expression(saved.value()));
    }

    private static void operation(Place call) {
        try {
            OperationModel operation =
                    OperationModel.of(OperationName.parse(call.get("call").text()));
            JsonNode input = call.get("with").node();
            operation.problems(input).forEach(problem -> call.get("with")
                    .reportMember(problem.path(), problem.problem()));
        } catch (UnknownNameException e) {
            call.get("call").report(String.valueOf(e.getMessage()));
        }
    }

    private void expression(Place place) {
        place.optionalText()
                .flatMap(expressions::problem)
                .ifPresent(problem -> place.report("is not a JMESPath expression: " + problem));
    }
}
