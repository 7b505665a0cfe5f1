package io.devopslab.cloud.service.logs;

import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;

/** A metric filter as it is kept. */
record MetricFilterRow(MetricFilter filter) {

    String key() {
        return GroupFilters.key(filter.logGroupName(), filter.filterName());
    }
}
