package io.devopslab.cloud.service.codedeploy.server;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.DeploymentInfo;
import software.amazon.awssdk.services.codedeploy.model.DeploymentOption;

/** Which lifecycle events targets go through, in which order (User Guide, "Run order of hooks in a deployment"). */
final class Lifecycle {

    static final String BLOCK = "BlockTraffic";
    static final String ALLOW = "AllowTraffic";

    /** The last event before a replacement instance waits for its traffic. */
    static final String LAST_OF_INSTALLATION = "ValidateService";

    /** Events whose failure a deployment may ignore (API Reference, "ignoreApplicationStopFailures"). */
    static final Set<String> IGNORABLE = Set.of("ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic");

    static final List<String> LEAVING = List.of("BeforeBlockTraffic", BLOCK, "AfterBlockTraffic");
    static final List<String> ENTERING = List.of("BeforeAllowTraffic", ALLOW, "AfterAllowTraffic");

    private static final List<String> INSTALLING = List.of(
            "ApplicationStop",
            "DownloadBundle",
            "BeforeInstall",
            "Install",
            "AfterInstall",
            "ApplicationStart",
            LAST_OF_INSTALLATION);

    private Lifecycle() {}

    static List<String> inPlace(DeploymentInfo deployment) {
        boolean hasTrafficControl =
                deployment.deploymentStyle().deploymentOption() == DeploymentOption.WITH_TRAFFIC_CONTROL;
        return hasTrafficControl
                ? Stream.of(LEAVING, INSTALLING, ENTERING).flatMap(List::stream).toList()
                : INSTALLING;
    }

    static List<String> replacement() {
        return Stream.of(INSTALLING, ENTERING).flatMap(List::stream).toList();
    }
}
