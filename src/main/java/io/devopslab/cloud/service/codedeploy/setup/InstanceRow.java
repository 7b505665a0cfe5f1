package io.devopslab.cloud.service.codedeploy.setup;

import software.amazon.awssdk.services.codedeploy.model.InstanceInfo;

/** An on-premises instance; one that was deregistered is kept, as AWS keeps it. */
public record InstanceRow(InstanceInfo info) {

    public boolean isRegistered() {
        return info.deregisterTime() == null;
    }
}
