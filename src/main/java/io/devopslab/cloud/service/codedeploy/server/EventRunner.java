package io.devopslab.cloud.service.codedeploy.server;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentRow;
import io.devopslab.cloud.service.codedeploy.deployment.TargetLog;
import io.devopslab.cloud.service.codedeploy.deployment.Targets;
import io.devopslab.cloud.service.codedeploy.host.Agent;
import io.devopslab.cloud.service.codedeploy.host.Host;
import io.devopslab.cloud.service.codedeploy.host.HostLostException;
import io.devopslab.cloud.service.codedeploy.host.Hosts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentTarget;
import software.amazon.awssdk.services.codedeploy.model.Diagnostics;
import software.amazon.awssdk.services.codedeploy.model.LifecycleErrorCode;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEvent;
import software.amazon.awssdk.services.codedeploy.model.LifecycleEventStatus;
import software.amazon.awssdk.services.codedeploy.model.LoadBalancerInfo;

/**
 * Runs one lifecycle event of one target: the agent of the host does it, or CodeDeploy itself at the load balancers.
 * An event that is in progress already was interrupted, or is waited for.
 */
final class EventRunner {

    /** How long CodeDeploy waits for an agent that does not ask for its next event. */
    private static final Duration AGENT_TIME = Duration.ofMinutes(5);

    /** How long an event may take (User Guide, "CodeDeploy quotas"). */
    private static final Duration EVENT_TIME = Duration.ofHours(1);

    private final ServiceContext context;
    private final List<Hosts> hosts;
    private final Agent agent;
    private final Traffic traffic;
    private final TargetLog log;

    EventRunner(ServiceContext context, List<Hosts> hosts, Agent agent, Traffic traffic, TargetLog log) {
        this.context = context;
        this.hosts = List.copyOf(hosts);
        this.agent = agent;
        this.traffic = traffic;
        this.log = log;
    }

    /** What became of an event. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        record Failed(Diagnostics diagnostics) implements Outcome {}

        /** It is not over yet. */
        record Later() implements Outcome {}
    }

    /**
     * @throws InterruptedException when the cloud ends
     */
    Outcome run(DeploymentRow row, DeploymentTarget target, LifecycleEvent event) throws InterruptedException {
        try {
            return switch (event.lifecycleEventName()) {
                case Lifecycle.BLOCK -> block(row, target, event);
                case Lifecycle.ALLOW -> allow(row, target, event);
                default -> onHost(row, target, event);
            };
        } catch (AwsServiceException e) {
            return e.statusCode() >= 500 || e.isThrottlingException()
                    ? new Outcome.Later()
                    : failed(e.awsErrorDetails().errorMessage());
        }
    }

    private Optional<Host> host(DeploymentTarget target) {
        return hosts.stream()
                .flatMap(kind -> kind.find(Targets.id(target)).stream())
                .filter(Host::isReachable)
                .findFirst();
    }

    private Outcome onHost(DeploymentRow row, DeploymentTarget target, LifecycleEvent event)
            throws InterruptedException {
        Optional<Host> host = host(target);
        if (host.isEmpty()) {
            return unreachable(target);
        }
        if (event.status() == LifecycleEventStatus.IN_PROGRESS) {
            agent.recover(row, host.get(), event.lifecycleEventName());
            return failed("Failing in-progress lifecycle event after an agent restart.");
        }
        log.started(row.id(), Targets.id(target), event.lifecycleEventName());
        try {
            Optional<Diagnostics> failure = agent.run(event.lifecycleEventName(), row, host.get());
            return failure.isPresent() ? new Outcome.Failed(failure.get()) : new Outcome.Done();
        } catch (HostLostException e) {
            return new Outcome.Later();
        }
    }

    /** Nothing was noted of the target since its agent was last heard of. */
    private Outcome unreachable(DeploymentTarget target) {
        Instant heard = target.instanceTarget().lastUpdatedAt();
        boolean isLate = !context.time().instant().isBefore(heard.plus(AGENT_TIME));
        return isLate
                ? failed("CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs"
                        + " on your host and make sure the agent is running and can connect to the CodeDeploy server.")
                : new Outcome.Later();
    }

    private Outcome block(DeploymentRow row, DeploymentTarget target, LifecycleEvent event) {
        Instant began = begin(row, target, event);
        LoadBalancerInfo balancers = row.info().loadBalancerInfo();
        if (traffic.block(balancers, Targets.id(target))) {
            return new Outcome.Done();
        }
        return isOver(began)
                ? failed("The instance could not be deregistered from the load balancer within one hour: "
                        + traffic.health(balancers, Targets.id(target)))
                : new Outcome.Later();
    }

    private Outcome allow(DeploymentRow row, DeploymentTarget target, LifecycleEvent event) {
        Optional<Host> host = host(target);
        if (host.isEmpty()) {
            return unreachable(target);
        }
        Instant began = begin(row, target, event);
        LoadBalancerInfo balancers = row.info().loadBalancerInfo();
        if (traffic.allow(balancers, host.get())) {
            return new Outcome.Done();
        }
        return isOver(began)
                ? failed("The instance did not become healthy in the load balancer within one hour: "
                        + traffic.health(balancers, Targets.id(target)))
                : new Outcome.Later();
    }

    private boolean isOver(Instant began) {
        return !context.time().instant().isBefore(began.plus(EVENT_TIME));
    }

    private Instant begin(DeploymentRow row, DeploymentTarget target, LifecycleEvent event) {
        if (event.status() == LifecycleEventStatus.IN_PROGRESS) {
            return event.startTime();
        }
        log.started(row.id(), Targets.id(target), event.lifecycleEventName());
        return context.time().instant();
    }

    private static Outcome failed(String message) {
        return new Outcome.Failed(Diagnostics.builder()
                .errorCode(LifecycleErrorCode.UNKNOWN_ERROR)
                .scriptName("")
                .message(message)
                .logTail("")
                .build());
    }
}
