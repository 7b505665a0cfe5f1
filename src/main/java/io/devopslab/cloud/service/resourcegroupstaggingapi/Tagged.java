package io.devopslab.cloud.service.resourcegroupstaggingapi;

import java.util.Map;
import java.util.TreeMap;

/**
 * A resource and its tags.
 *
 * @param tags by their keys, in the order of these
 */
record Tagged(String arn, Map<String, String> tags) {

    Tagged {
        tags = new TreeMap<>(tags);
    }

    /** The service as ARNs name it, for example {@code lambda}. */
    String service() {
        return arn.split(":", 6)[2];
    }

    /** Whether it is of a type as filters name it: {@code s3}, or {@code ec2:instance}. */
    boolean isOf(String type) {
        int colon = type.indexOf(':');
        if (colon < 0) {
            return service().equals(type);
        }
        String resource = arn.split(":", 6)[5];
        String wanted = type.substring(colon + 1);
        return service().equals(type.substring(0, colon))
                && (resource.startsWith(wanted + "/") || resource.startsWith(wanted + ":"));
    }
}
