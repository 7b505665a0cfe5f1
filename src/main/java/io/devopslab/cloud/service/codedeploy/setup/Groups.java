package io.devopslab.cloud.service.codedeploy.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentGroupsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentGroupsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStyle;
import software.amazon.awssdk.services.codedeploy.model.EcsServiceMappingLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentGroupResponse;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentGroupsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentGroupsResponse;
import software.amazon.awssdk.services.codedeploy.model.UpdateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.UpdateDeploymentGroupResponse;
import software.amazon.awssdk.services.iam.IamClient;

/** Deployment groups: where an application is deployed to, and how. */
public final class Groups {

    private static final int MOST_AT_ONCE = 100;

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final Configs configs;
    private final ServiceRoles roles;

    public Groups(ServiceContext context, CodeDeployTables tables, Configs configs, Supplier<IamClient> iam) {
        this.context = context;
        this.tables = tables;
        this.configs = configs;
        this.roles = new ServiceRoles(iam);
    }

    /** {@code arn:aws:codedeploy:REGION:ACCOUNT:deploymentgroup:APPLICATION/NAME}. */
    public static String arn(ServiceContext context, String application, String name) {
        return Arns.of("codedeploy", context.scope(), "deploymentgroup:" + CodeDeployTables.key(application, name));
    }

    public CreateDeploymentGroupResponse create(CreateDeploymentGroupRequest request) {
        ComputePlatform platform =
                tables.application(request.applicationName()).info().computePlatform();
        String name = Names.group(request.deploymentGroupName());
        Map<String, String> tags =
                Tagging.checked(request.tags(), CallSource.of(request).isPresent());
        DeploymentGroupInfo given = Shapes.read(Shapes.write(request), DeploymentGroupInfo.class);
        DeploymentGroupInfo group = complete(given, platform).toBuilder()
                .deploymentGroupId(context.ids().uuid())
                .build();
        GroupRules.check(group);
        tables.store().write(() -> {
            tables.application(request.applicationName());
            refuseSharedService(group, "");
            putNew(name, new GroupRow(group, tags));
        });
        return CreateDeploymentGroupResponse.builder()
                .deploymentGroupId(group.deploymentGroupId())
                .build();
    }

    private void putNew(String name, GroupRow row) {
        if (!tables.groups().putIfAbsent(CodeDeployTables.key(row.info().applicationName(), name), row)) {
            throw Errors.of(
                    DeploymentGroupAlreadyExistsException.builder(), "Deployment Group already exists: " + name);
        }
    }

    /** A service of ECS is deployed to by one group alone. */
    private void refuseSharedService(DeploymentGroupInfo group, String ownKey) {
        boolean isShared = tables.groups().values().stream()
                .map(GroupRow::info)
                .filter(other -> !CodeDeployTables.key(other.applicationName(), other.deploymentGroupName())
                        .equals(ownKey))
                .anyMatch(other -> other.ecsServices().stream().anyMatch(group.ecsServices()::contains));
        if (isShared) {
            throw Errors.of(
                    EcsServiceMappingLimitExceededException.builder(),
                    "ECSServiceMappingLimitExceededException",
                    400,
                    "The Amazon ECS service is associated with more than one deployment groups. An Amazon ECS service"
                            + " can be associated with only one deployment group.");
        }
    }

    /** Fills in what follows from the rest. */
    private DeploymentGroupInfo complete(DeploymentGroupInfo group, ComputePlatform platform) {
        DeploymentStyle style =
                group.deploymentStyle() == null ? DeploymentStyle.builder().build() : group.deploymentStyle();
        return group.toBuilder()
                .computePlatform(platform)
                .serviceRoleArn(roles.require(group.serviceRoleArn()))
                .deploymentConfigName(configs.choose(group.deploymentConfigName(), null, platform)
                        .deploymentConfigName())
                .deploymentStyle(DeploymentStyle.builder()
                        .deploymentType(style.deploymentType() == null ? "IN_PLACE" : style.deploymentTypeAsString())
                        .deploymentOption(
                                style.deploymentOption() == null
                                        ? "WITHOUT_TRAFFIC_CONTROL"
                                        : style.deploymentOptionAsString())
                        .build())
                .outdatedInstancesStrategy(
                        group.outdatedInstancesStrategy() == null
                                ? "UPDATE"
                                : group.outdatedInstancesStrategyAsString())
                .terminationHookEnabled(Boolean.TRUE.equals(group.terminationHookEnabled()))
                .build();
    }

    /** Changes the members that are given; an empty list takes away. */
    public UpdateDeploymentGroupResponse update(UpdateDeploymentGroupRequest request) {
        GroupRow asked = tables.group(request.applicationName(), request.currentDeploymentGroupName());
        String old = asked.info().deploymentGroupName();
        String name = request.newDeploymentGroupName() == null ? old : Names.group(request.newDeploymentGroupName());
        DeploymentGroupInfo changed =
                complete(overlaid(asked.info(), request, name), asked.info().computePlatform());
        GroupRules.check(changed);
        tables.store().write(() -> {
            GroupRow present = tables.group(request.applicationName(), old);
            // What deployments wrote meanwhile stays.
            GroupRow row = new GroupRow(
                    changed.toBuilder()
                            .targetRevision(present.info().targetRevision())
                            .lastSuccessfulDeployment(present.info().lastSuccessfulDeployment())
                            .lastAttemptedDeployment(present.info().lastAttemptedDeployment())
                            .build(),
                    present.tags());
            String key = CodeDeployTables.key(changed.applicationName(), old);
            refuseSharedService(changed, key);
            if (name.equals(old)) {
                tables.groups().put(key, row);
            } else {
                putNew(name, row);
                tables.groups().remove(key);
            }
        });
        return UpdateDeploymentGroupResponse.builder().build();
    }

    private static DeploymentGroupInfo overlaid(
            DeploymentGroupInfo group, UpdateDeploymentGroupRequest request, String name) {
        ObjectNode members = Shapes.write(group);
        members.setAll(Shapes.write(request));
        members.put("deploymentGroupName", name);
        return Shapes.read(members, DeploymentGroupInfo.class);
    }

    public GetDeploymentGroupResponse get(GetDeploymentGroupRequest request) {
        return GetDeploymentGroupResponse.builder()
                .deploymentGroupInfo(tables.group(request.applicationName(), request.deploymentGroupName())
                        .info())
                .build();
    }

    public BatchGetDeploymentGroupsResponse get(BatchGetDeploymentGroupsRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        List<String> names = request.deploymentGroupNames();
        if (names.isEmpty()) {
            throw Errors.of(DeploymentGroupNameRequiredException.builder(), "Deployment group names are missing");
        }
        if (names.size() > MOST_AT_ONCE) {
            throw Errors.of(BatchLimitExceededException.builder(), "At most " + MOST_AT_ONCE + " can be asked for");
        }
        return BatchGetDeploymentGroupsResponse.builder()
                .deploymentGroupsInfo(names.stream()
                        .map(Names::group)
                        .flatMap(name -> tables.groups().get(CodeDeployTables.key(application, name)).stream())
                        .map(GroupRow::info)
                        .toList())
                .build();
    }

    public ListDeploymentGroupsResponse list(ListDeploymentGroupsRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        List<String> names = tables.groupsOf(application).stream()
                .map(group -> group.info().deploymentGroupName())
                .toList();
        Page<String> page = Listings.page(names, name -> name, request.nextToken());
        return ListDeploymentGroupsResponse.builder()
                .applicationName(application)
                .deploymentGroups(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Deletes a group; one that is not there is deleted already. There are no Auto Scaling hooks to clean up. */
    public DeleteDeploymentGroupResponse delete(DeleteDeploymentGroupRequest request) {
        String application = Names.application(request.applicationName());
        String name = Names.group(request.deploymentGroupName());
        tables.groups().remove(CodeDeployTables.key(application, name));
        return DeleteDeploymentGroupResponse.builder()
                .hooksNotCleanedUp(List.of())
                .build();
    }
}
