package io.devopslab.cloud.service.sts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.*;

/** Sessions of roles. */
final class AssumedRoles {

    private static final int MAX_POLICY = 2_048;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
    private static final Pattern ROLE_ARN = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/(?:[!-~]+/)?[\\w+=,.@-]+");

    private final ServiceContext context;
    private final Supplier<IamClient> iam;

    AssumedRoles(ServiceContext context, Supplier<IamClient> iam) {
        this.context = context;
        this.iam = iam;
    }

    AssumeRoleResponse assume(AssumeRoleRequest request) {
        check(request);
        Caller caller = Caller.of(request, context);
        Role role = role(request.roleArn(), caller);
        Duration duration = duration(request, role, caller);
        String session = request.roleSessionName();
        String arn = "arn:aws:sts::" + context.scope().account() + ":assumed-role/" + role.roleName() + "/" + session;
        String id = role.roleId() + ":" + session;
        AccessKeys.AccessKey key = context.accessKeys()
                .createTemporary(
                        context.scope().account(),
                        arn,
                        id,
                        context.time().instant().plus(duration));
        return AssumeRoleResponse.builder()
                .credentials(StsService.credentials(key))
                .assumedRoleUser(
                        AssumedRoleUser.builder().arn(arn).assumedRoleId(id).build())
                .sourceIdentity(request.sourceIdentity())
                .packedPolicySize(packedPolicySize(request))
                .build();
    }

    private static void check(AssumeRoleRequest request) {
        new Constraints()
                .required("roleArn", request.roleArn())
                .length("roleArn", request.roleArn(), 20, 2048)
                .required("roleSessionName", request.roleSessionName())
                .length("roleSessionName", request.roleSessionName(), 2, 64)
                .pattern("roleSessionName", request.roleSessionName(), SESSION_NAME)
                .range("durationSeconds", request.durationSeconds(), 900, 43_200)
                .length("sourceIdentity", request.sourceIdentity(), 2, 64)
                .pattern("sourceIdentity", request.sourceIdentity(), SESSION_NAME)
                .orThrow(StsErrors::validation);
        if (!ROLE_ARN.matcher(request.roleArn()).matches()) {
            throw StsErrors.validation(request.roleArn() + " is invalid");
        }
        Constraints tags = new Constraints();
        for (int i = 0; i < request.tags().size(); i++) {
            tags.required(
                            "tags." + (i + 1) + ".member.key",
                            request.tags().get(i).key())
                    .required(
                            "tags." + (i + 1) + ".member.value",
                            request.tags().get(i).value());
        }
        tags.orThrow(StsErrors::validation);
        checkTags(request.tags(), request.transitiveTagKeys());
    }

    /** How much of the room for session policies and tags is taken, in per cent; absent when there are none. */
    private static @Nullable Integer packedPolicySize(AssumeRoleRequest request) {
        String policy = request.policy();
        if (policy == null) {
            return null;
        }
        new Constraints().length("policy", policy, 1, MAX_POLICY).orThrow(StsErrors::validation);
        try {
            if (!JSON.readTree(policy).isObject()) {
                throw StsErrors.malformedPolicy("This policy contains invalid Json");
            }
        } catch (JsonProcessingException e) {
            throw StsErrors.malformedPolicy("This policy contains invalid Json");
        }
        return Math.max(1, policy.length() * 100 / MAX_POLICY);
    }

    private static void checkTags(List<Tag> tags, List<String> transitive) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw StsErrors.invalidParameter(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        if (transitive.stream().anyMatch(key -> !keys.contains(key.toLowerCase(Locale.ROOT)))) {
            throw StsErrors.invalidParameter(
                    "The specified transitive tag key must be included in the requested tags.");
        }
    }

    /** A role that does not exist and one that does not trust the caller give the same error, as on AWS. */
    private Role role(String arn, Caller caller) {
        try {
            Role role = iam.get()
                    .getRole(GetRoleRequest.builder()
                            .roleName(arn.substring(arn.lastIndexOf('/') + 1))
                            .build())
                    .role();
            if (role.arn().equals(arn)) {
                return role;
            }
        } catch (NoSuchEntityException e) {
            // Answered below.
        }
        throw StsErrors.accessDenied(
                "User: " + caller.arn() + " is not authorized to perform: sts:AssumeRole on resource: " + arn);
    }

    private static Duration duration(AssumeRoleRequest request, Role role, Caller caller) {
        int wanted = request.durationSeconds() == null ? 3_600 : request.durationSeconds();
        if (wanted > role.maxSessionDuration()) {
            throw StsErrors.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (caller.arn().contains(":assumed-role/") && wanted > 3_600) {
            throw StsErrors.validation(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        }
        return Duration.ofSeconds(wanted);
    }
}
