package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployTables;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.model.EC2TagSet;
import software.amazon.awssdk.services.codedeploy.model.TargetInstances;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What becomes of the original instances of a blue/green deployment that has succeeded. */
final class Originals {

    private final CodeDeployTables tables;
    private final Supplier<Ec2Client> ec2;

    Originals(CodeDeployTables tables, Supplier<Ec2Client> ec2) {
        this.tables = tables;
        this.ec2 = ec2;
    }

    /** Terminates those that are still there. */
    void terminate(List<String> ids) {
        List<String> present = ec2
                .get()
                .describeInstances(r -> r.filters(
                        Filter.builder().name("instance-id").values(ids).build()))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::instanceId)
                .toList();
        if (!present.isEmpty()) {
            ec2.get().terminateInstances(r -> r.instanceIds(present));
        }
    }

    /**
     * Makes the replacement instances the group's own: the original ones are "removed from the deployment group" (API
     * Reference, "BlueInstanceTerminationOption").
     */
    void replace(DeploymentRow row) {
        TargetInstances replacement = row.info().targetInstances();
        String key =
                CodeDeployTables.key(row.info().applicationName(), row.info().deploymentGroupName());
        tables.groups()
                .update(
                        key,
                        group -> group.with(info -> info.ec2TagFilters(replacement.tagFilters())
                                .ec2TagSet(
                                        replacement.ec2TagSet() == null
                                                ? EC2TagSet.builder().build()
                                                : replacement.ec2TagSet())));
    }
}
