package io.devopslab.cloud.stack.engine;

import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;

/** How the statuses of resources follow each other, and CloudFormation's usual reasons. */
final class Statuses {

    static final String INITIATED = "Resource creation Initiated";
    static final String REPLACING =
            "Requested update requires the creation of a new physical resource; hence creating one.";

    private Statuses() {}

    static boolean complete(ResourceStatus status) {
        return status.toString().endsWith("_COMPLETE");
    }

    static boolean failed(ResourceStatus status) {
        return status.toString().endsWith("_FAILED");
    }

    static ResourceStatus completed(ResourceStatus inProgress) {
        return ResourceStatus.fromValue(inProgress.toString().replace("_IN_PROGRESS", "_COMPLETE"));
    }

    static ResourceStatus failedOf(ResourceStatus inProgress) {
        return ResourceStatus.fromValue(inProgress.toString().replace("_IN_PROGRESS", "_FAILED"));
    }

    static String cancelled(ResourceStatus inProgress) {
        return inProgress == ResourceStatus.CREATE_IN_PROGRESS
                ? "Resource creation cancelled"
                : "Resource update cancelled";
    }
}
