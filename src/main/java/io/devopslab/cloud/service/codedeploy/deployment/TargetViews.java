package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.codedeploy.setup.Listings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentTargetsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentTargetsResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentNotStartedException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetIdRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTargetListSizeExceededException;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentTargetRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentTargetResponse;
import software.amazon.awssdk.services.codedeploy.model.InvalidInstanceStatusException;
import software.amazon.awssdk.services.codedeploy.model.InvalidInstanceTypeException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTargetFilterNameException;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentTargetsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentTargetsResponse;
import software.amazon.awssdk.services.codedeploy.model.TargetFilterName;
import software.amazon.awssdk.services.codedeploy.model.TargetLabel;
import software.amazon.awssdk.services.codedeploy.model.TargetStatus;

/** What deployments tell of what they deploy to. */
public final class TargetViews {

    private static final int MOST_AT_ONCE = 25;

    private final DeploymentTable deployments;

    TargetViews(DeploymentTable deployments) {
        this.deployments = deployments;
    }

    public ListDeploymentTargetsResponse list(ListDeploymentTargetsRequest request) {
        DeploymentRow row = deployments.require(request.deploymentId());
        if (row.targets().isEmpty() && !row.hasEnded()) {
            throw Errors.of(DeploymentNotStartedException.builder(), "The deployment " + row.id() + " has not started");
        }
        request.targetFilters().forEach(TargetViews::check);
        List<String> ids = row.targets().stream()
                .filter(target -> isIn(target, request.targetFilters()))
                .map(Targets::id)
                .toList();
        Page<String> page = Listings.page(ids, id -> id, request.nextToken());
        return ListDeploymentTargetsResponse.builder()
                .targetIds(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static void check(TargetFilterName name, List<String> values) {
        if (name == TargetFilterName.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(InvalidTargetFilterNameException.builder(), "The target filter name is invalid");
        }
        boolean isNoLabel =
                values.stream().anyMatch(value -> TargetLabel.fromValue(value) == TargetLabel.UNKNOWN_TO_SDK_VERSION);
        if (name == TargetFilterName.SERVER_INSTANCE_LABEL && isNoLabel) {
            throw Errors.of(
                    InvalidInstanceTypeException.builder(), "An invalid instance type was specified: Blue or Green");
        }
        boolean isUnknown =
                values.stream().anyMatch(value -> TargetStatus.fromValue(value) == TargetStatus.UNKNOWN_TO_SDK_VERSION);
        if (name == TargetFilterName.TARGET_STATUS && isUnknown) {
            throw Errors.of(
                    InvalidInstanceStatusException.builder(), "The target status was specified in an invalid format");
        }
    }

    private static boolean isIn(DeploymentTarget target, Map<TargetFilterName, List<String>> filters) {
        return filters.entrySet().stream().allMatch(filter -> filter.getValue()
                .contains(
                        filter.getKey() == TargetFilterName.TARGET_STATUS
                                ? Targets.status(target).toString()
                                : label(target)));
    }

    /** Blue or Green; nothing for what is no instance of a blue/green deployment. */
    private static String label(DeploymentTarget target) {
        return target.instanceTarget() == null || target.instanceTarget().instanceLabel() == null
                ? ""
                : target.instanceTarget().instanceLabelAsString();
    }

    public GetDeploymentTargetResponse get(GetDeploymentTargetRequest request) {
        DeploymentRow row = deployments.require(request.deploymentId());
        return GetDeploymentTargetResponse.builder()
                .deploymentTarget(require(row, request.targetId()))
                .build();
    }

    private static DeploymentTarget require(DeploymentRow row, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw Errors.of(DeploymentTargetIdRequiredException.builder(), "The target Id is missing");
        }
        return Targets.find(row.targets(), id)
                .orElseThrow(() -> Errors.of(
                        DeploymentTargetDoesNotExistException.builder(),
                        "The deployment target " + id + " does not belong to the deployment " + row.id()));
    }

    public BatchGetDeploymentTargetsResponse get(BatchGetDeploymentTargetsRequest request) {
        DeploymentRow row = deployments.require(request.deploymentId());
        if (request.targetIds().isEmpty()) {
            throw Errors.of(DeploymentTargetIdRequiredException.builder(), "The target Ids are missing");
        }
        if (request.targetIds().size() > MOST_AT_ONCE) {
            throw Errors.of(
                    DeploymentTargetListSizeExceededException.builder(),
                    "At most " + MOST_AT_ONCE + " targets can be asked for");
        }
        return BatchGetDeploymentTargetsResponse.builder()
                .deploymentTargets(
                        request.targetIds().stream().map(id -> require(row, id)).toList())
                .build();
    }
}
