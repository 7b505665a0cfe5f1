package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.InvalidRoleException;
import software.amazon.awssdk.services.codedeploy.model.RoleRequiredException;
import software.amazon.awssdk.services.iam.IamClient;

/** The role of a group: CodeDeploy must be trusted by it. */
final class ServiceRoles {

    /** Older policies name the service of one region. */
    private static final Pattern SERVICE = Pattern.compile("\"codedeploy\\.([a-z0-9-]+\\.)?amazonaws\\.com\"");

    private final Supplier<IamClient> iam;

    ServiceRoles(Supplier<IamClient> iam) {
        this.iam = iam;
    }

    String require(@Nullable String arn) {
        if (arn == null || arn.isEmpty()) {
            throw Errors.of(RoleRequiredException.builder(), "The role ARN is missing");
        }
        if (!arn.startsWith("arn:aws:iam::") || !trust(arn)) {
            throw Errors.of(
                    InvalidRoleException.builder(),
                    "AWS CodeDeploy does not have the permissions required to assume the role " + arn + ".");
        }
        return arn;
    }

    private boolean trust(String arn) {
        try {
            String policy =
                    iam.get().getRole(r -> r.roleName(Arns.name(arn))).role().assumeRolePolicyDocument();
            return SERVICE.matcher(URLDecoder.decode(policy, StandardCharsets.UTF_8))
                    .find();
        } catch (AwsServiceException e) {
            return false;
        }
    }
}
