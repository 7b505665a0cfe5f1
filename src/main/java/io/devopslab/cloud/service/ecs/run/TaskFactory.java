package io.devopslab.cloud.service.ecs.run;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.network.LoopbackAddresses;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.TaskRow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Makes tasks, each at a place of its own on this machine. What it makes is not written down yet. */
public final class TaskFactory {

    private final ServiceContext context;
    private final LoopbackAddresses addresses;

    TaskFactory(ServiceContext context, LoopbackAddresses addresses) {
        this.context = context;
        this.addresses = addresses;
    }

    /**
     * Where a task belongs.
     *
     * @param cluster the cluster's name
     * @param service the key of its service; empty for one of its own
     * @param rollout the identifier of what brings it into the service; empty for one of its own
     */
    public record Belonging(String cluster, String service, String rollout, List<LoadBalancer> loadBalancers) {

        public Belonging {
            loadBalancers = List.copyOf(loadBalancers);
        }
    }

    /**
     * @throws IllegalStateException when this machine has no place for it
     */
    public TaskRow make(
            Belonging belonging,
            TaskDefinition definition,
            @Nullable NetworkConfiguration network,
            Consumer<Task.Builder> more) {
        String id = context.ids().hex(32);
        LoopbackAddresses.Place place = addresses.lease(id, java.util.Optional.empty());
        int sharedPort = addresses.hasOwn() ? 0 : place.port();
        String arn = EcsArns.task(context.scope(), belonging.cluster(), id);
        String attachment = context.ids().uuid();
        Task task = Task.builder()
                .taskArn(arn)
                .clusterArn(EcsArns.cluster(context.scope(), belonging.cluster()))
                .taskDefinitionArn(definition.taskDefinitionArn())
                .attachments(interfaceOf(attachment, place.address(), network))
                .containers(definition.containerDefinitions().stream()
                        .map(each -> container(belonging.cluster(), id, each, place.address(), sharedPort, attachment))
                        .toList())
                .cpu(definition.cpu())
                .memory(definition.memory())
                .createdAt(context.time().instant())
                .desiredStatus(TaskRow.RUNNING)
                .lastStatus("PROVISIONING")
                .launchType(LaunchType.FARGATE)
                .platformVersion("1.4.0")
                .platformFamily("Linux")
                .enableExecuteCommand(false)
                .version(1L)
                .applyMutation(more)
                .build();
        return new TaskRow(
                task,
                belonging.cluster(),
                belonging.service(),
                belonging.rollout(),
                place.address(),
                sharedPort,
                belonging.loadBalancers());
    }

    /** For one that was made and is not wanted after all. */
    public void discard(TaskRow task) {
        addresses.release(task.id());
    }

    private Attachment interfaceOf(String id, String address, @Nullable NetworkConfiguration network) {
        String subnet =
                network == null ? "" : network.awsvpcConfiguration().subnets().get(0);
        return Attachment.builder()
                .id(id)
                .type("ElasticNetworkInterface")
                .status("ATTACHED")
                .details(
                        detail("subnetId", subnet),
                        detail("networkInterfaceId", "eni-" + context.ids().hex(17)),
                        detail("privateIPv4Address", address))
                .build();
    }

    private static KeyValuePair detail(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private Container container(
            String cluster,
            String task,
            ContainerDefinition definition,
            String address,
            int sharedPort,
            String attachment) {
        return Container.builder()
                .containerArn(EcsArns.container(
                        context.scope(), cluster, task, context.ids().uuid()))
                .taskArn(EcsArns.task(context.scope(), cluster, task))
                .name(definition.name())
                .image(definition.image())
                .lastStatus("PENDING")
                .cpu(definition.cpu() == null ? "0" : definition.cpu().toString())
                .memory(definition.memory() == null ? null : definition.memory().toString())
                .networkBindings(definition.portMappings().stream()
                        .map(port -> NetworkBinding.builder()
                                .bindIP(address)
                                .containerPort(port.containerPort())
                                .hostPort(sharedPort == 0 ? port.containerPort() : sharedPort)
                                .protocol(port.protocol())
                                .build())
                        .toList())
                .networkInterfaces(NetworkInterface.builder()
                        .attachmentId(attachment)
                        .privateIpv4Address(address)
                        .build())
                .build();
    }
}
