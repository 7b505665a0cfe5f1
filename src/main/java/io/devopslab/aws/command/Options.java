package io.devopslab.aws.command;

import io.devopslab.aws.CommandNames;
import io.devopslab.aws.OperationModel;
import io.devopslab.aws.OperationName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.RequiredTrait;

/** The options of one operation, by their names with both hyphens. */
final class Options {

    /** Members whose names the command needs for itself, or writes differently; its customization "argrename". */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("codepipeline get-pipeline --version", "--pipeline-version"),
            Map.entry("codepipeline create-custom-action-type --version", "--action-version"),
            Map.entry("codepipeline delete-custom-action-type --version", "--action-version"),
            Map.entry("codepipeline get-action-type --version", "--action-version"),
            Map.entry("sns subscribe --endpoint", "--notification-endpoint"),
            Map.entry("stepfunctions send-task-success --output", "--task-output"),
            Map.entry("eks create-cluster --version", "--kubernetes-version"),
            Map.entry("eks update-cluster-version --version", "--kubernetes-version"),
            Map.entry("eks create-nodegroup --version", "--kubernetes-version"),
            Map.entry("eks update-nodegroup-version --version", "--kubernetes-version"));

    private final Map<String, SdkField<?>> members = new LinkedHashMap<>();

    Options(OperationModel operation) {
        for (SdkField<?> member : operation.input()) {
            members.put(name(operation.name(), member), member);
        }
    }

    private static String name(OperationName operation, SdkField<?> member) {
        String name = "--" + CommandNames.of(member.memberName());
        String words = CommandNames.of(operation.operation());
        if (operation.service().equals("deploy")) {
            name = name.replace("--s-3-", "--s3-").replace("--ec-2-", "--ec2-");
        }
        return RENAMED.getOrDefault(operation.service() + " " + words + " " + name, name);
    }

    /** The names in the order of the API reference. */
    List<String> names() {
        return List.copyOf(members.keySet());
    }

    Optional<SdkField<?>> member(String option) {
        return Optional.ofNullable(members.get(option));
    }

    /** The name of a member's option. */
    Optional<String> option(String memberName) {
        return members.entrySet().stream()
                .filter(entry -> entry.getValue().memberName().equals(memberName))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The flag that a {@code --no-…} denies. */
    Optional<SdkField<?>> denied(String option) {
        return option.startsWith("--no-")
                ? member("--" + option.substring(5)).filter(Options::isFlag)
                : Optional.empty();
    }

    static boolean isFlag(SdkField<?> member) {
        return ParameterValues.isA(member, MarshallingKnownType.BOOLEAN);
    }

    static boolean isRequired(SdkField<?> member) {
        return member.containsTrait(RequiredTrait.class);
    }
}
