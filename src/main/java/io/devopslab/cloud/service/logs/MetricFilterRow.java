package io.devopslab.cloud.service.logs;

import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;

/** A metric filter as it is kept. */
record MetricFilterRow(MetricFilter filter) {

    static String key(String group, String name) {
        return group + ":" + name;
    }

    String key() {
        return key(filter.logGroupName(), filter.filterName());
    }
}
