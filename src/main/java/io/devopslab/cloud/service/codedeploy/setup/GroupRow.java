package io.devopslab.cloud.service.codedeploy.setup;

import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;

/** A deployment group and its tags. */
public record GroupRow(DeploymentGroupInfo info, Map<String, String> tags) {

    public GroupRow {
        tags = Map.copyOf(tags);
    }

    GroupRow with(Map<String, String> others) {
        return new GroupRow(info, others);
    }

    /** The group with changed members. */
    public GroupRow with(Consumer<DeploymentGroupInfo.Builder> change) {
        return new GroupRow(info.toBuilder().applyMutation(change).build(), tags);
    }
}
