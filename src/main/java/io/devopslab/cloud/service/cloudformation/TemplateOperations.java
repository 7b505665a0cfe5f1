package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.StackStore;
import io.devopslab.cloud.stack.template.ParameterDeclaration;
import io.devopslab.cloud.stack.template.Template;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ParameterConstraints;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** The operations on templates as such. */
final class TemplateOperations {

    private final StackStore store;
    private final TemplateSource templates;
    private final ChangeSets changeSets;

    TemplateOperations(StackStore store, TemplateSource templates, ChangeSets changeSets) {
        this.store = store;
        this.templates = templates;
        this.changeSets = changeSets;
    }

    ValidateTemplateResponse validate(ValidateTemplateRequest request) {
        Template template = Template.parse(templates.get(request.templateBody(), request.templateURL()));
        List<String> capabilities = Capabilities.needed(template);
        return ValidateTemplateResponse.builder()
                .description(template.description().orElse(null))
                .parameters(template.parameters().values().stream()
                        .map(parameter -> TemplateParameter.builder()
                                .parameterKey(parameter.key())
                                .defaultValue(parameter.defaultValue().orElse(null))
                                .noEcho(parameter.noEcho())
                                .description(parameter.description().orElse(null))
                                .build())
                        .toList())
                .capabilitiesWithStrings(capabilities)
                .capabilitiesReason(reason(template, capabilities))
                .declaredTransforms(template.transforms())
                .build();
    }

    private static @Nullable String reason(Template template, List<String> capabilities) {
        return capabilities.isEmpty()
                ? null
                : "The following resource(s) require capabilities: " + Capabilities.types(template);
    }

    /** The template of a stack, or of a change set, which is told by its ARN or by its name and the stack's. */
    GetTemplateResponse get(GetTemplateRequest request) {
        return GetTemplateResponse.builder()
                .templateBody(definition(request).body())
                .stagesAvailable(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)
                .build();
    }

    private Definition definition(GetTemplateRequest request) {
        if (request.changeSetName() != null) {
            return changeSets.get(request.changeSetName(), request.stackName()).definition();
        }
        String name = Checks.stackName(request.stackName());
        return store.find(name).orElseThrow(() -> Problems.noStack(name)).definition();
    }

    GetTemplateSummaryResponse summarize(GetTemplateSummaryRequest request) {
        Template template = Template.parse(body(request));
        List<String> capabilities = Capabilities.needed(template);
        return GetTemplateSummaryResponse.builder()
                .description(template.description().orElse(null))
                .parameters(template.parameters().values().stream()
                        .map(TemplateOperations::declaration)
                        .toList())
                .capabilitiesWithStrings(capabilities)
                .capabilitiesReason(reason(template, capabilities))
                .declaredTransforms(template.transforms())
                .resourceTypes(template.resources().values().stream()
                        .map(TemplateResource::type)
                        .distinct()
                        .toList())
                .version("2010-09-09")
                .metadata(template.metadata().map(Object::toString).orElse(null))
                .build();
    }

    private String body(GetTemplateSummaryRequest request) {
        Optional<String> given = templates.find(request.templateBody(), request.templateURL());
        if (given.isPresent()) {
            return given.get();
        }
        if (request.stackName() == null) {
            throw Problems.validation("Either Template URL or Template Body must be specified.");
        }
        String name = Checks.stackName(request.stackName());
        return store.find(name)
                .orElseThrow(() -> Problems.noStack(name))
                .definition()
                .body();
    }

    private static software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration declaration(
            ParameterDeclaration parameter) {
        return software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration.builder()
                .parameterKey(parameter.key())
                .parameterType(parameter.type())
                .defaultValue(parameter.defaultValue().orElse(null))
                .noEcho(parameter.noEcho())
                .description(parameter.description().orElse(null))
                .parameterConstraints(ParameterConstraints.builder()
                        .allowedValues(parameter.allowedValues().isEmpty() ? null : parameter.allowedValues())
                        .build())
                .build();
    }
}
