package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codedeploy.deployment.TargetInstancesCheck;
import io.devopslab.cloud.service.codedeploy.host.Host;
import io.devopslab.cloud.service.codedeploy.host.Hosts;
import io.devopslab.cloud.service.codedeploy.setup.FilterRules;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentType;
import software.amazon.awssdk.services.codedeploy.model.InvalidAutoScalingGroupException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTargetInstancesException;
import software.amazon.awssdk.services.codedeploy.model.TargetInstances;

/** The replacement instances of a blue/green deployment: those that exist and have certain tags. */
public final class Replacements implements TargetInstancesCheck {

    private static final int MOST_TAGS = 10;

    private final List<Hosts> hosts;

    public Replacements(List<Hosts> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    List<Host> find(TargetInstances named) {
        DeploymentGroupInfo asGroup = DeploymentGroupInfo.builder()
                .ec2TagFilters(named.tagFilters())
                .ec2TagSet(named.ec2TagSet())
                .build();
        return hosts.stream().flatMap(kind -> kind.of(asGroup).stream()).toList();
    }

    /** The possible causes are those of the API Reference, "InvalidTargetInstancesException". */
    @Override
    public void check(DeploymentGroupInfo group, @Nullable TargetInstances named) {
        if (named == null) {
            return;
        }
        boolean isBlueGreen = group.computePlatform() == ComputePlatform.SERVER
                && group.deploymentStyle().deploymentType() == DeploymentType.BLUE_GREEN;
        if (!isBlueGreen) {
            throw invalid("target instances can be specified for blue/green deployments to instances only");
        }
        if (!named.autoScalingGroups().isEmpty()) {
            throw Errors.of(
                    InvalidAutoScalingGroupException.builder(),
                    "Auto Scaling group not found: " + named.autoScalingGroups().get(0));
        }
        boolean hasSet =
                named.ec2TagSet() != null && !named.ec2TagSet().ec2TagSetList().isEmpty();
        if (hasSet == !named.tagFilters().isEmpty()) {
            throw invalid("either tag filters or an EC2 tag set must be specified");
        }
        if (named.tagFilters().size() > MOST_TAGS) {
            throw invalid("at most " + MOST_TAGS + " tags can be specified");
        }
        FilterRules.ec2(named.tagFilters(), named.ec2TagSet());
        if (find(named).isEmpty()) {
            throw invalid("no instance has the specified tags");
        }
    }

    private static AwsServiceException invalid(String why) {
        return Errors.of(
                InvalidTargetInstancesException.builder(), "The target instance configuration is invalid: " + why);
    }
}
