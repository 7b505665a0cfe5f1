package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.stack.template.Template;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;

/**
 * What a caller must acknowledge before a template is used (CloudFormation User Guide, "Acknowledging IAM resources
 * in CloudFormation templates").
 */
final class Capabilities {

    private static final Map<String, String> NAME_PROPERTIES = Map.of(
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName");

    private static final Set<String> IAM_TYPES = Set.of(
            "AWS::IAM::AccessKey",
            "AWS::IAM::Group",
            "AWS::IAM::InstanceProfile",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::IAM::User",
            "AWS::IAM::UserToGroupAddition");

    private Capabilities() {}

    /** The capabilities that the template needs. */
    static List<String> needed(Template template) {
        if (template.resources().values().stream().anyMatch(Capabilities::isNamed)) {
            return List.of("CAPABILITY_NAMED_IAM");
        }
        return types(template).isEmpty() ? List.of() : List.of("CAPABILITY_IAM");
    }

    /** The resource types because of which capabilities are needed. */
    static List<String> types(Template template) {
        return template.resources().values().stream()
                .map(TemplateResource::type)
                .filter(IAM_TYPES::contains)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isNamed(TemplateResource resource) {
        String name = NAME_PROPERTIES.get(resource.type());
        return name != null && resource.properties().has(name);
    }

    /** Refuses a template for which the caller has not acknowledged what it needs. */
    static void require(Template template, List<String> acknowledged) {
        for (String capability : needed(template)) {
            boolean covered = acknowledged.contains(capability)
                    || (capability.equals("CAPABILITY_IAM") && acknowledged.contains("CAPABILITY_NAMED_IAM"));
            if (!covered) {
                throw Errors.of(
                        InsufficientCapabilitiesException.builder(), "Requires capabilities : [" + capability + "]");
            }
        }
        if (!template.transforms().isEmpty()) {
            throw Problems.validation("The transforms " + template.transforms()
                    + " are not supported by the embedded cloud: synthesise the template without them");
        }
    }
}
