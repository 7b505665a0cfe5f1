package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.intrinsic.Parameters;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.StaticFunctions;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.template.ParameterDeclaration;
import io.devopslab.cloud.stack.template.Template;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Makes what a caller asks for into the definition of a stack, and refuses what cannot be one. */
final class Definitions {

    private final EngineContext context;

    Definitions(EngineContext context) {
        this.context = context;
    }

    /** The parts of a request, after what is left out has been taken from the stack as it is. */
    record Wish(
            String body,
            List<Parameter> parameters,
            List<Parameter> previousParameters,
            List<Tag> tags,
            List<String> capabilities,
            Optional<String> roleArn,
            List<String> notificationArns) {}

    /** The definition that is wished for a stack of that name and ARN, checked as far as it can be. */
    Definition define(Wish wish, String stackName, String stackId) {
        Checks.capabilities(wish.capabilities());
        Template template = Template.parse(wish.body());
        Capabilities.require(template, wish.capabilities());
        Checks.tags(wish.tags());
        List<Parameter> parameters = new Parameters(template, context.lookups()::parameters)
                .bind(wish.parameters(), wish.previousParameters());
        Definition definition = new Definition(
                wish.body(),
                parameters,
                wish.tags(),
                wish.capabilities(),
                wish.roleArn(),
                wish.notificationArns(),
                template.description(),
                template.parameters().values().stream()
                        .filter(ParameterDeclaration::noEcho)
                        .map(ParameterDeclaration::key)
                        .toList());
        StaticFunctions.check(Blueprint.of(
                template, definition, new Blueprint.Site(context.service().scope(), stackName, stackId)));
        return definition;
    }
}
