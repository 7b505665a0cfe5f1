package io.devopslab.cloud.service.codepipeline.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetails;
import software.amazon.awssdk.services.codepipeline.model.RuleCategory;
import software.amazon.awssdk.services.codepipeline.model.RuleConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.RuleConfigurationPropertyType;
import software.amazon.awssdk.services.codepipeline.model.RuleOwner;
import software.amazon.awssdk.services.codepipeline.model.RuleType;
import software.amazon.awssdk.services.codepipeline.model.RuleTypeId;

/** The rules that conditions can have here (CodePipeline User Guide, "Rule structure reference"). */
public final class RuleTypes {

    /** The category of all rules, also of the actions as which they run. */
    public static final String CATEGORY = "Rule";

    private RuleTypes() {}

    public static List<RuleType> all() {
        return List.of(
                type(
                        "CloudWatchAlarm",
                        0,
                        property("AlarmName", true),
                        property("AlarmStates", false),
                        property("WaitTime", false)),
                type("LambdaInvoke", 5, property("FunctionName", true), property("UserParameters", false)),
                type(
                        "VariableCheck",
                        0,
                        property("Operator", true),
                        property("Value", true),
                        property("Variable", true)));
    }

    public static Optional<RuleType> find(RuleTypeId id) {
        return all().stream().filter(type -> type.id().equals(id)).findFirst();
    }

    private static RuleType type(String provider, int artifacts, RuleConfigurationProperty... properties) {
        return RuleType.builder()
                .id(RuleTypeId.builder()
                        .category(RuleCategory.RULE)
                        .owner(RuleOwner.AWS)
                        .provider(provider)
                        .version("1")
                        .build())
                .ruleConfigurationProperties(Arrays.asList(properties))
                .inputArtifactDetails(ArtifactDetails.builder()
                        .minimumCount(0)
                        .maximumCount(artifacts)
                        .build())
                .build();
    }

    private static RuleConfigurationProperty property(String name, boolean required) {
        return RuleConfigurationProperty.builder()
                .name(name)
                .required(required)
                .key(required)
                .secret(false)
                .queryable(false)
                .type(RuleConfigurationPropertyType.STRING)
                .build();
    }
}
