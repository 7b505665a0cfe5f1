package io.devopslab.cloud.service.logs;

import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** A subscription filter as it is kept. */
record SubscriptionFilterRow(SubscriptionFilter filter) {

    String key() {
        return GroupFilters.key(filter.logGroupName(), filter.filterName());
    }
}
