package io.devopslab.cloud.service.codedeploy.host;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;

/** The hosts of one kind. Each kind of host that deployments can reach brings one of these. */
public interface Hosts {

    /** Those that belong to the group now, in the order in which they are deployed to. */
    List<Host> of(DeploymentGroupInfo group);

    /** The host of that identifier; empty when it is gone, or of another kind. */
    Optional<Host> find(String id);
}
