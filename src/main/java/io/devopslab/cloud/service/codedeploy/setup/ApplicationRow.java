package io.devopslab.cloud.service.codedeploy.setup;

import java.util.Map;
import software.amazon.awssdk.services.codedeploy.model.ApplicationInfo;

/** An application and its tags. */
public record ApplicationRow(ApplicationInfo info, Map<String, String> tags) {

    public ApplicationRow {
        tags = Map.copyOf(tags);
    }

    ApplicationRow with(Map<String, String> others) {
        return new ApplicationRow(info, others);
    }
}
