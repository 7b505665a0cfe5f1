package io.devopslab.cloud.service.codedeploy.appspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EcsSpecTest {

    private static final String WHOLE = """
            version: 0.0
            Resources:
              - TargetService:
                  Type: AWS::ECS::Service
                  Properties:
                    TaskDefinition: arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:2
                    LoadBalancerInfo: {ContainerName: web, ContainerPort: 8080}
                    PlatformVersion: LATEST
                    NetworkConfiguration:
                      AwsvpcConfiguration: {Subnets: [subnet-1, subnet-2], SecurityGroups: [sg-1], AssignPublicIp: ENABLED}
            Hooks:
              - BeforeInstall: first
              - AfterInstall: second
              - AfterAllowTestTraffic: third
              - BeforeAllowTraffic: fourth
              - AfterAllowTraffic: fifth
            """;

    @Test
    void a_file_is_read_whole_and_written_as_it_was_read() throws InvalidAppSpecException {
        EcsSpec spec = EcsSpec.parse(WHOLE);
        assertThat(spec.taskDefinition()).endsWith("shop:2");
        assertThat(spec.container()).isEqualTo("web");
        assertThat(spec.port()).isEqualTo(8080);
        assertThat(spec.network().orElseThrow().subnets()).isEqualTo(List.of("subnet-1", "subnet-2"));
        assertThat(spec.hook("AfterAllowTestTraffic")).isEqualTo(Optional.of("third"));
        assertThat(EcsSpec.parse(spec.text())).isEqualTo(spec);
    }

    @Test
    void the_way_back_validates_nothing() throws InvalidAppSpecException {
        EcsSpec back = EcsSpec.parse(WHOLE).returningTo("shop:1", "app", 80);
        assertThat(EcsSpec.parse(back.text())).isEqualTo(back);
        assertThat(back.hooks()).isEmpty();
        assertThat(back.taskDefinition()).isEqualTo("shop:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "version: 1.0",
                "version: 0.0",
                "{\"version\": 0.0, \"Resources\": {}}",
                "{\"version\": 0.0, \"Resources\": [null]}",
                "{\"version\": 0.0, \"Resources\": [\"text\"]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::Lambda::Function\"}}]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::ECS::Service\"}}]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::ECS::Service\", \"Properties\":"
                        + " {\"TaskDefinition\": \"x\", \"LoadBalancerInfo\": {\"ContainerName\": \"c\","
                        + " \"ContainerPort\": 99999999999}}}}]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::ECS::Service\", \"Properties\":"
                        + " {\"TaskDefinition\": \"x\", \"LoadBalancerInfo\": {\"ContainerName\": \"c\","
                        + " \"ContainerPort\": 80}}}}], \"Hooks\": [\"BeforeInstall\"]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::ECS::Service\", \"Properties\":"
                        + " {\"TaskDefinition\": \"x\", \"LoadBalancerInfo\": {\"ContainerName\": \"c\","
                        + " \"ContainerPort\": 80}, \"CapacityProviderStrategy\": [{\"Base\": 1}]}}}]}",
                "{\"version\": 0.0, \"Resources\": [{\"A\": {\"Type\": \"AWS::ECS::Service\", \"Properties\":"
                        + " {\"TaskDefinition\": \"x\", \"LoadBalancerInfo\": {\"ContainerName\": \"c\","
                        + " \"ContainerPort\": 80}, \"NetworkConfiguration\": {\"AwsvpcConfiguration\": 7}}}}]}",
                "a: &a [*a]",
                "\u0000"
            })
    void what_is_no_such_file_is_told(String text) {
        assertThatThrownBy(() -> EcsSpec.parse(text)).isInstanceOf(InvalidAppSpecException.class);
    }

    @Test
    void a_file_that_is_nested_without_end_is_told() {
        assertThatThrownBy(() -> EcsSpec.parse("{\"version\": 0.0, \"Resources\": " + "[".repeat(100_000)))
                .isInstanceOf(InvalidAppSpecException.class);
    }
}
