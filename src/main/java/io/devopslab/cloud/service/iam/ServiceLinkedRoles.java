package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** Roles that belong to services. They trust their service and have no policies here: nothing enforces any. */
final class ServiceLinkedRoles {

    private static final Pattern SERVICE = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern SUFFIX = Pattern.compile("[\\w+=,.@-]*");

    /** The services that have such roles, as far as the event's services go. */
    private static final Map<String, String> NAMES = Map.of(
            "apprunner.amazonaws.com", "AppRunner",
            "autoscaling.amazonaws.com", "AutoScaling",
            "codestar-notifications.amazonaws.com", "CodeStarNotifications",
            "ecs.amazonaws.com", "ECS",
            "ecs.application-autoscaling.amazonaws.com", "ApplicationAutoScaling_ECSService",
            "eks.amazonaws.com", "AmazonEKS",
            "elasticloadbalancing.amazonaws.com", "ElasticLoadBalancing",
            "events.amazonaws.com", "CloudWatchEvents",
            "replication.ecr.amazonaws.com", "ECRReplication",
            "ssm.amazonaws.com", "AmazonSSM");

    private final ServiceContext context;
    private final Roles roles;
    private final Table<String> deletions;

    ServiceLinkedRoles(ServiceContext context, Roles roles) {
        this.context = context;
        this.roles = roles;
        this.deletions = context.store().table("role-deletions", String.class);
    }

    CreateServiceLinkedRoleResponse create(CreateServiceLinkedRoleRequest request) {
        String service = service(request.awsServiceName());
        Constraints.withoutValues()
                .length("customSuffix", request.customSuffix(), 1, 64)
                .pattern("customSuffix", request.customSuffix(), SUFFIX)
                .length("description", request.description(), 0, 1000)
                .orThrow(IamErrors::validation);
        String known = Optional.ofNullable(NAMES.get(service))
                .orElseThrow(
                        () -> IamErrors.invalidInput("Service-linked roles of " + service + " are not known here."));
        if (request.customSuffix() != null && !service.equals("autoscaling.amazonaws.com")) {
            throw IamErrors.invalidInput("Custom suffix is not allowed for " + service);
        }
        String name =
                "AWSServiceRoleFor" + known + (request.customSuffix() == null ? "" : "_" + request.customSuffix());
        String path = "/aws-service-role/" + service + "/";
        Role role = Role.builder()
                .path(path)
                .roleName(name)
                .roleId("AROA" + context.ids().upper(17))
                .arn(Arns.of("iam", context.scope(), "role" + path + name))
                .createDate(context.time().instant())
                .maxSessionDuration(3600)
                .description(request.description())
                .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":[\"" + service + "\"]},\"Action\":[\"sts:AssumeRole\"]}]}")
                .build();
        add(role);
        return CreateServiceLinkedRoleResponse.builder()
                .role(Roles.shown(role).toBuilder().maxSessionDuration(null).build())
                .build();
    }

    private static String service(@Nullable String service) {
        Constraints.withoutValues()
                .required("AWSServiceName", service)
                .length("AWSServiceName", service, 1, 128)
                .pattern("AWSServiceName", service, SERVICE)
                .orThrow(IamErrors::validation);
        return Objects.requireNonNull(service);
    }

    private void add(Role role) {
        try {
            roles.add(role);
        } catch (EntityAlreadyExistsException e) {
            throw IamErrors.invalidInput("Service role name " + role.roleName()
                    + " has been taken in this account, please try a different suffix.");
        }
    }

    DeleteServiceLinkedRoleResponse delete(DeleteServiceLinkedRoleRequest request) {
        String name = Roles.name(request.roleName());
        String task = context.store().write(() -> {
            Role role = roles.find(name);
            if (!role.path().startsWith("/aws-service-role/")) {
                throw IamErrors.noSuchEntity("role", name);
            }
            roles.remove(name);
            String id =
                    "task" + role.path() + role.roleName() + "/" + context.ids().uuid();
            deletions.put(id, role.roleName());
            return id;
        });
        return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(task).build();
    }

    GetServiceLinkedRoleDeletionStatusResponse status(GetServiceLinkedRoleDeletionStatusRequest request) {
        String task = request.deletionTaskId();
        Constraints.withoutValues().required("deletionTaskId", task).orThrow(IamErrors::validation);
        if (!deletions.contains(task)) {
            throw IamErrors.noSuchEntity("No service linked role deletion task with id " + task + " was found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}
