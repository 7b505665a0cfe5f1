package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentTable;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.S3Location;

/** What AWS's agent does on a host: the lifecycle events of an in-place deployment, one after the other. */
final class Agent {

    static final List<String> EVENTS = List.of(
            "ApplicationStop",
            "DownloadBundle",
            "BeforeInstall",
            "Install",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService");

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final DeploymentTable deployments;
    private final TargetLog log;
    private final AppSpecs revisions;

    Agent(DeploymentTable deployments, TargetLog log, AppSpecs revisions) {
        this.deployments = deployments;
        this.log = log;
        this.revisions = revisions;
    }

    /**
     * Deploys to the host.
     *
     * @return whether all events succeeded; one that nobody waits for any more has not
     */
    boolean deploy(DeploymentRow row, Host host) throws InterruptedException {
        for (String event : EVENTS) {
            if (deployments.find(row.id()).filter(now -> !now.hasEnded()).isEmpty()) {
                return false;
            }
            log.started(row.id(), host.id(), event);
            Optional<HookFailure> failure = attempt(event, row, host);
            if (failure.isPresent()) {
                log.failed(row.id(), host.id(), event, diagnostics(failure.get()));
                boolean isIgnored = event.equals("ApplicationStop")
                        && Boolean.TRUE.equals(row.info().ignoreApplicationStopFailures());
                if (!isIgnored) {
                    return false;
                }
            } else {
                log.succeeded(row.id(), host.id(), event);
            }
        }
        return true;
    }

    private static Diagnostics diagnostics(HookFailure failure) {
        return Diagnostics.builder()
                .errorCode(failure.code())
                .scriptName(failure.script())
                .message(failure.getMessage())
                .logTail(failure.logTail())
                .build();
    }

    private Optional<HookFailure> attempt(String event, DeploymentRow row, Host host) throws InterruptedException {
        try {
            run(event, row, host);
            return Optional.empty();
        } catch (HookFailure e) {
            return Optional.of(e);
        } catch (DeploymentFailure | SdkException e) {
            return Optional.of(HookFailure.unknown(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.debug("The event {} failed on {}.", event, host.id(), e);
            return Optional.of(HookFailure.unknown(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private void run(String event, DeploymentRow row, Host host)
            throws HookFailure, DeploymentFailure, IOException, InterruptedException {
        AgentDirectory directory = new AgentDirectory(host.root(), row.group().deploymentGroupId());
        Files.createDirectories(host.root());
        Revision revision = new Revision(directory.archive(row.id()));
        switch (event) {
            case "ApplicationStop" -> {
                // The scripts are those of the revision that runs, not of the one to come.
                Optional<Revision> previous = directory.previous();
                if (previous.isPresent()) {
                    scripts(event, row, host, previous.get());
                }
            }
            case "DownloadBundle" -> download(row, host, revision);
            case "Install" -> {
                ServerSpec spec = revision.spec();
                String onExisting = spec.onExisting().orElse(row.info().fileExistsBehaviorAsString());
                new Installation(host.root(), revision.archive(), directory.installed(), onExisting).install(spec);
            }
            default -> scripts(event, row, host, revision);
        }
        if (event.equals(EVENTS.get(EVENTS.size() - 1))) {
            directory.succeeded(row.id());
        }
    }

    /**
     * Cleans up after an agent that ended in the middle of that event: a host keeps no half of a revision. A revision
     * that is cut off while it is unpacked is unpacked anew the next time.
     */
    void recover(DeploymentRow row, Host host, String event) {
        if (!event.equals("Install")) {
            return;
        }
        AgentDirectory directory = new AgentDirectory(host.root(), row.group().deploymentGroupId());
        try {
            new Installation(host.root(), directory.archive(row.id()), directory.installed(), "DISALLOW").takeAway();
        } catch (IOException e) {
            LOG.warn("What an installation on {} has left cannot be taken away: {}", host.id(), e.getMessage());
        }
    }

    private void download(DeploymentRow row, Host host, Revision revision)
            throws HookFailure, DeploymentFailure, IOException, InterruptedException {
        S3Location location = row.info().revision().s3Location();
        Revision.unpack(host, revisions.object(location), location.bundleType(), revision.archive())
                .spec();
    }

    private static void scripts(String event, DeploymentRow row, Host host, Revision revision)
            throws HookFailure, IOException, InterruptedException {
        List<ServerSpec.Script> scripts = revision.spec().scripts(event);
        if (!scripts.isEmpty()) {
            new Scripts(host).run(event, scripts, revision.archive(), variables(row));
        }
    }

    /** User Guide, "AppSpec 'hooks' section": environment variable availability for hooks. */
    private static Map<String, String> variables(DeploymentRow row) {
        Map<String, String> variables = new HashMap<>();
        variables.put("DEPLOYMENT_ID", row.id());
        variables.put("APPLICATION_NAME", row.info().applicationName());
        variables.put("DEPLOYMENT_GROUP_NAME", row.info().deploymentGroupName());
        variables.put("DEPLOYMENT_GROUP_ID", row.group().deploymentGroupId());
        S3Location location = row.info().revision().s3Location();
        variables.put("BUNDLE_BUCKET", location.bucket());
        variables.put("BUNDLE_KEY", location.key());
        Optional.ofNullable(location.version()).ifPresent(version -> variables.put("BUNDLE_VERSION", version));
        Optional.ofNullable(location.eTag()).ifPresent(tag -> variables.put("BUNDLE_ETAG", tag));
        return variables;
    }
}
