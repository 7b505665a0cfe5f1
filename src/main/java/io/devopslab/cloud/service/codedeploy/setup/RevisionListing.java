package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.ApplicationRevisionSortBy;
import software.amazon.awssdk.services.codedeploy.model.BucketNameFilterRequiredException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeployedStateFilterException;
import software.amazon.awssdk.services.codedeploy.model.InvalidSortByException;
import software.amazon.awssdk.services.codedeploy.model.InvalidSortOrderException;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationRevisionsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationRevisionsResponse;
import software.amazon.awssdk.services.codedeploy.model.ListStateFilterAction;
import software.amazon.awssdk.services.codedeploy.model.S3Location;
import software.amazon.awssdk.services.codedeploy.model.SortOrder;

/** The operation ListApplicationRevisions, with its filters and orders. */
public final class RevisionListing {

    private final CodeDeployTables tables;

    public RevisionListing(CodeDeployTables tables) {
        this.tables = tables;
    }

    public ListApplicationRevisionsResponse list(ListApplicationRevisionsRequest request) {
        String application =
                tables.application(request.applicationName()).info().applicationName();
        check(request);
        List<RevisionRow> found = tables.revisions().valuesOf(CodeDeployTables.key(application, "")).stream()
                .filter(row -> isIn(row, request))
                .filter(row -> isDeployed(row, request, application))
                .sorted(order(request))
                .toList();
        Page<RevisionRow> page =
                Listings.page(found, row -> RevisionKeys.of(row.location()).orElse(""), request.nextToken());
        return ListApplicationRevisionsResponse.builder()
                .revisions(page.items().stream()
                        .map(row -> RevisionKeys.withoutText(row.location()))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static void check(ListApplicationRevisionsRequest request) {
        if (request.sortBy() == ApplicationRevisionSortBy.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(InvalidSortByException.builder(), "The column name to sort by is not present or invalid");
        }
        if (request.sortOrder() == SortOrder.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(InvalidSortOrderException.builder(), "The sort order was specified in an invalid format");
        }
        if (request.deployed() == ListStateFilterAction.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidDeployedStateFilterException.builder(),
                    "The deployed state filter was specified in an invalid format");
        }
        if (request.s3KeyPrefix() != null && request.s3Bucket() == null) {
            throw Errors.of(
                    BucketNameFilterRequiredException.builder(), "A bucket name is required, but was not provided");
        }
    }

    private static boolean isIn(RevisionRow row, ListApplicationRevisionsRequest request) {
        if (request.s3Bucket() == null) {
            return true;
        }
        S3Location s3 = row.location().s3Location();
        return s3 != null
                && request.s3Bucket().equals(s3.bucket())
                && (request.s3KeyPrefix() == null || s3.key().startsWith(request.s3KeyPrefix()));
    }

    /** Whether a group has the revision as the one that it is to have. */
    private boolean isDeployed(RevisionRow row, ListApplicationRevisionsRequest request, String application) {
        if (request.deployed() == null || request.deployed() == ListStateFilterAction.IGNORE) {
            return true;
        }
        Optional<String> key = RevisionKeys.of(row.location());
        boolean deployed = tables.groupsOf(application).stream()
                .map(group -> group.info().targetRevision())
                .anyMatch(target -> target != null && RevisionKeys.of(target).equals(key));
        return deployed == (request.deployed() == ListStateFilterAction.INCLUDE);
    }

    private static Comparator<RevisionRow> order(ListApplicationRevisionsRequest request) {
        ApplicationRevisionSortBy by =
                Optional.ofNullable(request.sortBy()).orElse(ApplicationRevisionSortBy.REGISTER_TIME);
        Comparator<RevisionRow> order = Comparator.comparing(row -> orEpoch(
                switch (by) {
                    case FIRST_USED_TIME -> row.info().firstUsedTime();
                    case LAST_USED_TIME -> row.info().lastUsedTime();
                    default -> row.info().registerTime();
                }));
        return request.sortOrder() == SortOrder.DESCENDING ? order.reversed() : order;
    }

    private static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }
}
