package io.devopslab.cloud.service.logs;

import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** A subscription filter as it is kept. */
record SubscriptionFilterRow(SubscriptionFilter filter) {

    static String key(String group, String name) {
        return group + ":" + name;
    }

    String key() {
        return key(filter.logGroupName(), filter.filterName());
    }
}
