package io.devopslab.cloud.service.codedeploy.deployment;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.TargetInstances;

/** Looks at the replacement instances that a request to deploy names. */
@FunctionalInterface
public interface TargetInstancesCheck {

    /**
     * @param named what the request says of them; null when it says nothing
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when they cannot be deployed to
     */
    void check(DeploymentGroupInfo group, @Nullable TargetInstances named);
}
