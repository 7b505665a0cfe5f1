package io.devopslab.catalog;

import java.util.List;

/**
 * What a learner's work makes beside the lab's stacks, and stop has to find. Names may hold placeholders.
 *
 * @param stacks deleted before the lab's own, in this order
 * @param buckets emptied before any stack goes; buckets of the stacks are emptied anyway
 * @param logGroups deleted last; those of the stacks' builds and functions are deleted anyway
 */
public record Teardown(List<String> stacks, List<String> buckets, List<String> logGroups) {

    public Teardown {
        stacks = List.copyOf(stacks);
        buckets = List.copyOf(buckets);
        logGroups = List.copyOf(logGroups);
    }
}
