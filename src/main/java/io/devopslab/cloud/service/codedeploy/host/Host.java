package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.runtime.process.ProcessTree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a revision is installed and its scripts run: an on-premises instance, an instance of EC2, or whatever else has
 * a directory and may run processes.
 */
public interface Host {

    /** The target's identifier: the name of an on-premises instance, or {@code i-…}. */
    String id();

    String arn();

    /** What stands for the host's {@code /}: absolute paths of an AppSpec file lie in it. */
    Path root();

    /** Variables that every script of this host gets, {@code PATH} among them. */
    Map<String, String> environment();

    /** The port at which load balancers find it, where that is not the one of their target groups. */
    Optional<Integer> ownPort();

    /** Whether its agent answers now: it does as long as the host runs. */
    boolean isReachable();

    /** A tree for its processes. Whoever asked for it closes it, unless something in it is to go on. */
    ProcessTree tree();
}
