package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployErrors;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import io.devopslab.cloud.service.codedeploy.setup.Listings;
import io.devopslab.cloud.service.codedeploy.setup.Names;
import io.devopslab.cloud.service.codedeploy.setup.RevisionKeys;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.ApplicationNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetDeploymentsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIdRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentStatus;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentResponse;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStatusException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTimeRangeException;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.TimeRange;

/** What deployments tell of themselves. */
public final class DeploymentViews {

    private static final int MOST_AT_ONCE = 25;

    private final CodeDeployTables tables;
    private final DeploymentTable deployments;

    DeploymentViews(CodeDeployTables tables, DeploymentTable deployments) {
        this.tables = tables;
        this.deployments = deployments;
    }

    public GetDeploymentResponse get(GetDeploymentRequest request) {
        return GetDeploymentResponse.builder()
                .deploymentInfo(shown(deployments.require(request.deploymentId())))
                .build();
    }

    public BatchGetDeploymentsResponse get(BatchGetDeploymentsRequest request) {
        if (request.deploymentIds().isEmpty()) {
            throw Errors.of(DeploymentIdRequiredException.builder(), "Deployment Ids are missing");
        }
        if (request.deploymentIds().size() > MOST_AT_ONCE) {
            throw Errors.of(
                    BatchLimitExceededException.builder(), "At most " + MOST_AT_ONCE + " deployments can be asked for");
        }
        return BatchGetDeploymentsResponse.builder()
                .deploymentsInfo(request.deploymentIds().stream()
                        .map(Names::deployment)
                        .flatMap(id -> deployments.find(id).stream())
                        .map(DeploymentViews::shown)
                        .toList())
                .build();
    }

    private static DeploymentInfo shown(DeploymentRow row) {
        DeploymentInfo info = row.info();
        return info.toBuilder()
                .revision(RevisionKeys.withoutText(info.revision()))
                .previousRevision(withoutText(info.previousRevision()))
                .deploymentOverview(row.targets().isEmpty() ? null : Targets.overview(row.targets()))
                .build();
    }

    private static @Nullable RevisionLocation withoutText(@Nullable RevisionLocation location) {
        return location == null ? null : RevisionKeys.withoutText(location);
    }

    public ListDeploymentsResponse list(ListDeploymentsRequest request) {
        check(request);
        List<String> found = deployments.all().stream()
                .filter(row -> isIn(row, request))
                .sorted(Comparator.comparingLong(DeploymentRow::sequence).reversed())
                .map(DeploymentRow::id)
                .toList();
        Page<String> page = Listings.page(found, id -> id, request.nextToken());
        return ListDeploymentsResponse.builder()
                .deployments(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private void check(ListDeploymentsRequest request) {
        if (request.deploymentGroupName() != null && request.applicationName() == null) {
            throw Errors.of(ApplicationNameRequiredException.builder(), "Application name is missing");
        }
        // "If applicationName is specified, then deploymentGroupName must be specified" (API Reference,
        // "ListDeployments").
        if (request.applicationName() != null) {
            tables.application(request.applicationName());
            Names.group(request.deploymentGroupName());
            tables.group(request.applicationName(), request.deploymentGroupName());
        }
        if (request.includeOnlyStatuses().contains(DeploymentStatus.UNKNOWN_TO_SDK_VERSION)) {
            throw Errors.of(
                    InvalidDeploymentStatusException.builder(),
                    "The deployment status was specified in an invalid format");
        }
        TimeRange range = request.createTimeRange();
        if (range != null
                && range.start() != null
                && range.end() != null
                && range.end().isBefore(range.start())) {
            throw Errors.of(InvalidTimeRangeException.builder(), "The start of the time range is after its end");
        }
        if (request.externalId() != null && request.externalId().isEmpty()) {
            throw CodeDeployErrors.invalidInput("The external Id is empty");
        }
    }

    private static boolean isIn(DeploymentRow row, ListDeploymentsRequest request) {
        DeploymentInfo info = row.info();
        TimeRange range = request.createTimeRange();
        boolean isNamed =
                (request.applicationName() == null || request.applicationName().equals(info.applicationName()))
                        && (request.deploymentGroupName() == null
                                || request.deploymentGroupName().equals(info.deploymentGroupName()))
                        && (request.externalId() == null || request.externalId().equals(info.externalId()));
        boolean isOfTime = range == null
                || ((range.start() == null || !info.createTime().isBefore(range.start()))
                        && (range.end() == null || !info.createTime().isAfter(range.end())));
        return isNamed
                && isOfTime
                && (request.includeOnlyStatuses().isEmpty()
                        || request.includeOnlyStatuses().contains(info.status()));
    }
}
