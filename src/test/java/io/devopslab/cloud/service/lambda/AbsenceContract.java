package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateRuntimeOn;

/** What Lambda answers who looks for what a function does not have. */
abstract class AbsenceContract extends LambdaContract {

    @Test
    void a_function_has_no_event_sources_urls_or_provisioned_concurrency() {
        String function = function();
        publish(function);
        assertThat(lambda().listEventSourceMappings(r -> r.functionName(function))
                        .eventSourceMappings())
                .isEmpty();
        assertThat(lambda().listEventSourceMappings(r -> r.eventSourceArn("arn:aws:sqs:eu-west-1:123456789012:queue"))
                        .eventSourceMappings())
                .isEmpty();
        assertThat(lambda().listFunctionUrlConfigs(r -> r.functionName(function))
                        .functionUrlConfigs())
                .isEmpty();
        assertThat(lambda().listProvisionedConcurrencyConfigs(r -> r.functionName(function))
                        .provisionedConcurrencyConfigs())
                .isEmpty();
        assertThat(lambda().getFunctionCodeSigningConfig(r -> r.functionName(function)))
                .satisfies(config -> {
                    assertThat(config.functionName()).isEqualTo(function);
                    assertThat(config.codeSigningConfigArn()).isNull();
                });
        assertNotFound(() -> lambda().getFunctionUrlConfig(r -> r.functionName(function)), "does not exist");
        assertNotFound(
                () -> lambda().getEventSourceMapping(r -> r.uuid("14e0db71-5d35-4eb5-b481-8945cf9d10c2")),
                "does not exist");
        assertFails(
                () -> lambda().getProvisionedConcurrencyConfig(
                                r -> r.functionName(function).qualifier("1")),
                ProvisionedConcurrencyConfigNotFoundException.class,
                404,
                "No Provisioned Concurrency Config found for this function");
    }

    @Test
    void the_runtime_is_that_of_the_machine() {
        String function = function();
        publish(function);
        assertThat(lambda().getRuntimeManagementConfig(r -> r.functionName(function)))
                .satisfies(config -> {
                    assertThat(config.updateRuntimeOn()).isEqualTo(UpdateRuntimeOn.AUTO);
                    assertThat(config.functionArn()).isEqualTo(ARN + function);
                });
        assertThat(lambda().getRuntimeManagementConfig(
                                r -> r.functionName(function).qualifier("1"))
                        .functionArn())
                .isEqualTo(ARN + function + ":1");
        assertNotFound(
                () -> lambda().getRuntimeManagementConfig(
                                r -> r.functionName(function).qualifier("2")),
                "Function not found");
    }

    @Test
    void an_account_has_no_layers_and_signs_no_code() {
        assertThat(lambda().listLayers(r -> r.compatibleRuntime("python3.12")).layers())
                .isEmpty();
        assertThat(lambda().listLayerVersions(r -> r.layerName("shared")).layerVersions())
                .isEmpty();
        assertThat(lambda().listCodeSigningConfigs(r -> {}).codeSigningConfigs())
                .isEmpty();
    }

    @Test
    void what_is_asked_of_must_be_there_and_the_question_be_one() {
        String none = newName();
        assertNotFound(() -> lambda().listEventSourceMappings(r -> r.functionName(none)), "Function not found");
        assertNotFound(() -> lambda().listFunctionUrlConfigs(r -> r.functionName(none)), "Function not found");
        assertNotFound(() -> lambda().getFunctionUrlConfig(r -> r.functionName(none)), "Function not found");
        assertNotFound(
                () -> lambda().listProvisionedConcurrencyConfigs(r -> r.functionName(none)), "Function not found");
        assertNotFound(
                () -> lambda().getProvisionedConcurrencyConfig(
                                r -> r.functionName(none).qualifier("1")),
                "Function not found");
        assertNotFound(() -> lambda().getFunctionCodeSigningConfig(r -> r.functionName(none)), "Function not found");
        assertInvalid(() -> lambda().listEventSourceMappings(r -> r.eventSourceArn("queue")), "eventSourceArn");
        assertInvalid(() -> lambda().listLayers(r -> r.maxItems(51)), "maxItems");
        assertInvalid(() -> lambda().listLayerVersions(r -> r.layerName("a b")), "layerName");
        assertBadParameter(() -> lambda().listCodeSigningConfigs(r -> r.marker("next")), "marker");
    }
}
