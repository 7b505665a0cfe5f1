package io.devopslab.session.capability;

import java.util.Locale;
import java.util.Map;

/** Which service a type of CloudFormation's belongs to. */
final class ResourceTypes {

    /** Where the type has another word than the {@code aws} command. */
    private static final Map<String, String> SERVICES = Map.of(
            "CodeConnections", "codeconnections",
            "CodeStarConnections", "codestar-connections",
            "CodeStarNotifications", "codestar-notifications",
            "ElasticLoadBalancingV2", "elbv2",
            "StepFunctions", "stepfunctions");

    private ResourceTypes() {}

    /** For example {@code codebuild} of {@code AWS::CodeBuild::Project}; empty for types of nobody's service. */
    static String service(String type) {
        String[] parts = type.split("::", -1);
        return parts.length == 3 && parts[0].equals("AWS")
                ? SERVICES.getOrDefault(parts[1], parts[1].toLowerCase(Locale.ROOT))
                : "";
    }
}
