package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec;
import io.devopslab.cloud.service.codedeploy.deployment.AppSpecs;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
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

/** What AWS's agent does on a host: one lifecycle event at a time. Thread-safe, for one event of a host at a time. */
public final class Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final AppSpecs revisions;

    public Agent(AppSpecs revisions) {
        this.revisions = revisions;
    }

    /**
     * Runs an event on the host.
     *
     * @return why it failed; empty when it succeeded
     * @throws HostLostException when the host ended meanwhile
     * @throws InterruptedException when the cloud ends
     */
    public Optional<Diagnostics> run(String event, DeploymentRow row, Host host)
            throws HostLostException, InterruptedException {
        try {
            attempt(event, row, host);
            return Optional.empty();
        } catch (HookFailure e) {
            return Optional.of(diagnostics(e));
        } catch (DeploymentFailure | SdkException e) {
            return Optional.of(diagnostics(HookFailure.unknown(String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            LOG.debug("The event {} failed on {}.", event, host.id(), e);
            return Optional.of(diagnostics(HookFailure.unknown(e.getClass().getSimpleName() + ": " + e.getMessage())));
        }
    }

    private static Diagnostics diagnostics(HookFailure failure) {
        return Diagnostics.builder()
                .errorCode(failure.code())
                .scriptName(failure.script())
                .message(failure.getMessage())
                .logTail(failure.logTail())
                .build();
    }

    private void attempt(String event, DeploymentRow row, Host host)
            throws HookFailure, HostLostException, DeploymentFailure, IOException, InterruptedException {
        AgentDirectory directory = new AgentDirectory(host.root(), row.group().deploymentGroupId());
        Files.createDirectories(host.root());
        Revision revision = new Revision(directory.archive(row.id()));
        switch (event) {
            case "DownloadBundle" -> download(row, host, revision);
            case "Install" -> {
                ServerSpec spec = revision.spec();
                String onExisting = spec.onExisting().orElse(row.info().fileExistsBehaviorAsString());
                new Installation(host.root(), revision.archive(), directory.installed(), onExisting).install(spec);
            }
            default -> {
                Optional<Revision> scripts = isOfPrevious(event, row) ? directory.previous() : Optional.of(revision);
                if (scripts.isPresent()) {
                    scripts(event, row, host, scripts.get());
                }
            }
        }
        if (event.equals("ValidateService")) {
            directory.succeeded(row.id());
        }
    }

    /**
     * Cleans up after an agent that ended in the middle of that event: a host keeps no half of a revision. A revision
     * that is cut off while it is unpacked is unpacked anew the next time.
     */
    public void recover(DeploymentRow row, Host host, String event) {
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

    /**
     * Whether the scripts of an event are those of the revision that runs, not of the one to come. The rollback of a
     * blue/green deployment brings no revision.
     */
    private static boolean isOfPrevious(String event, DeploymentRow row) {
        return switch (event) {
            case "ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic" -> true;
            case "BeforeAllowTraffic", "AfterAllowTraffic" -> row.isBlueGreen() && row.isRollback();
            default -> false;
        };
    }

    private void download(DeploymentRow row, Host host, Revision revision)
            throws HookFailure, DeploymentFailure, IOException, InterruptedException {
        S3Location location = row.info().revision().s3Location();
        Revision.unpack(host, revisions.object(location), location.bundleType(), revision.archive())
                .spec();
    }

    private static void scripts(String event, DeploymentRow row, Host host, Revision revision)
            throws HookFailure, HostLostException, IOException, InterruptedException {
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
