package io.devopslab.cloud.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** What Parameter Store promises to those who know nothing but its client. */
abstract class SsmContract {

    abstract Clients clients();

    SsmClient ssm() {
        return clients().get(SsmClient.class);
    }

    PutParameterResponse put(String name, String value) {
        return ssm().putParameter(PutParameterRequest.builder()
                .name(name)
                .value(value)
                .type(ParameterType.STRING)
                .build());
    }

    PutParameterResponse overwrite(String name, String value) {
        return ssm().putParameter(PutParameterRequest.builder()
                .name(name)
                .value(value)
                .overwrite(true)
                .build());
    }

    Parameter get(String name) {
        return ssm().getParameter(GetParameterRequest.builder().name(name).build())
                .parameter();
    }

    static void assertFails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void parameter_is_read_by_name_and_by_arn() {
        put("/app/url", "http://one");
        put("plain", "two");

        Parameter byName = get("/app/url");

        assertThat(byName.arn()).endsWith(":parameter/app/url");
        assertThat(byName.version()).isEqualTo(1);
        assertThat(byName.dataType()).isEqualTo("text");
        assertThat(get(byName.arn())).isEqualTo(byName);
        assertThat(get(get("plain").arn()).value()).isEqualTo("two");
    }

    @Test
    void parameter_that_exists_is_overwritten_only_on_demand() {
        put("overwritten", "one");

        assertFails(
                () -> put("overwritten", "two"),
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                        + " true.");
        assertThat(overwrite("overwritten", "two").version()).isEqualTo(2);
        assertThat(get("overwritten").value()).isEqualTo("two");
        assertThat(get("overwritten:1").value()).isEqualTo("one");
        assertThat(get("overwritten:1").selector()).isEqualTo(":1");
    }

    @Test
    void missing_parameter_is_not_found() {
        assertThatThrownBy(() -> get("absent")).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void parameters_below_a_path_come_with_or_without_those_further_down() {
        put("/tree/a", "1");
        put("/tree/b/c", "2");
        put("/treehouse", "3");

        GetParametersByPathRequest.Builder request =
                GetParametersByPathRequest.builder().path("/tree");

        assertThat(ssm().getParametersByPath(request.build()).parameters())
                .extracting(Parameter::name)
                .containsExactly("/tree/a");
        assertThat(ssm().getParametersByPath(request.recursive(true).build()).parameters())
                .extracting(Parameter::name)
                .containsExactly("/tree/a", "/tree/b/c");
    }
}
