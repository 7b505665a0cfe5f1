package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.runtime.process.Processes;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a revision is installed and its scripts run: an on-premises instance, or whatever else has a directory and
 * may run processes.
 */
public interface Host {

    /** The target's identifier: the name of an on-premises instance, or {@code i-…}. */
    String id();

    String arn();

    /** What stands for the host's {@code /}: absolute paths of an AppSpec file lie in it. */
    Path root();

    /** Variables that every script of this host gets, {@code PATH} among them. */
    Map<String, String> environment();

    /** Runs its processes. */
    Processes processes();
}
