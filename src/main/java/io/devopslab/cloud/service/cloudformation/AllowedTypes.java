package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.template.Template;
import io.devopslab.cloud.stack.template.TemplateResource;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Change;

/**
 * The {@code ResourceTypes} of a request: what its caller lets it touch (API reference, CreateStack). A type is named
 * as it is, or its beginning with {@code ::*} behind it: {@code AWS::*}, {@code AWS::S3::*}, {@code Custom::*}.
 */
final class AllowedTypes {

    private AllowedTypes() {}

    /** Refuses a new stack with other resources. */
    static void require(List<String> allowed, String body) {
        if (!allowed.isEmpty()) {
            require(allowed, Template.parse(body).resources().values().stream().map(TemplateResource::type));
        }
    }

    /** Refuses changes of other resources. */
    static void requireOf(List<String> allowed, List<Change> changes) {
        require(allowed, changes.stream().map(change -> change.resourceChange().resourceType()));
    }

    private static void require(List<String> allowed, Stream<String> types) {
        List<String> others = types.filter(type -> allowed.stream().noneMatch(pattern -> covers(pattern, type)))
                .distinct()
                .sorted()
                .toList();
        if (!allowed.isEmpty() && !others.isEmpty()) {
            throw Problems.validation("The resource types " + others + " are not among the ResourceTypes " + allowed);
        }
    }

    private static boolean covers(String pattern, String type) {
        return pattern.endsWith("::*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}
