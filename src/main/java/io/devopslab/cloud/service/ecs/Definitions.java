package io.devopslab.cloud.service.ecs;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.ecs.state.DefinitionRow;
import io.devopslab.cloud.service.ecs.state.EcsArns;
import io.devopslab.cloud.service.ecs.state.EcsErrors;
import io.devopslab.cloud.service.ecs.state.EcsPages;
import io.devopslab.cloud.service.ecs.state.EcsTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Task definitions: families of revisions, each of which stays as it was registered. */
final class Definitions {

    private final ServiceContext context;
    private final EcsTables tables;

    Definitions(ServiceContext context, EcsTables tables) {
        this.context = context;
        this.tables = tables;
    }

    RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest asked) {
        RegisterTaskDefinitionRequest request = TaskSizes.inUnits(asked);
        DefinitionRules.check(request, context.scope().region());
        List<Tag> tags = Tags.checked(request.tags(), CallSource.of(request).isPresent());
        TaskDefinition given = Shapes.read(Shapes.write(request), TaskDefinition.class);
        TaskDefinition.Builder definition = given.toBuilder()
                .containerDefinitions(given.containerDefinitions().stream()
                        .map(each -> completed(each, request.networkMode()))
                        .toList())
                .status(TaskDefinitionStatus.ACTIVE)
                .compatibilities(compatibilities(request))
                .registeredAt(context.time().instant())
                .registeredBy("arn:aws:iam::" + context.scope().account() + ":root");
        TaskDefinition made = context.store().write(() -> {
            int revision = tables.revisions().get(request.family()).orElse(0) + 1;
            tables.revisions().put(request.family(), revision);
            TaskDefinition numbered = definition
                    .revision(revision)
                    .taskDefinitionArn(EcsArns.definition(context.scope(), request.family(), revision))
                    .build();
            tables.put(new DefinitionRow(numbered, tags));
            return numbered;
        });
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(made)
                .tags(tags)
                .build();
    }

    private static ContainerDefinition completed(ContainerDefinition container, @Nullable NetworkMode mode) {
        return container.toBuilder()
                .cpu(container.cpu() == null ? 0 : container.cpu())
                .essential(container.essential() == null || container.essential())
                .portMappings(container.portMappings().stream()
                        .map(port -> completed(port, mode))
                        .toList())
                .build();
    }

    private static PortMapping completed(PortMapping port, @Nullable NetworkMode mode) {
        Integer hostPort = mode == NetworkMode.AWSVPC ? port.containerPort() : port.hostPort();
        return port.toBuilder()
                .hostPort(hostPort == null ? 0 : hostPort)
                .protocol(TransportProtocol.TCP)
                .build();
    }

    private static Set<Compatibility> compatibilities(RegisterTaskDefinitionRequest request) {
        Set<Compatibility> found = new LinkedHashSet<>(List.of(Compatibility.EC2));
        if (DefinitionRules.isForFargate(request)) {
            found.add(Compatibility.FARGATE);
        }
        return found;
    }

    DescribeTaskDefinitionResponse describe(DescribeTaskDefinitionRequest request) {
        if (request.taskDefinition() == null || request.taskDefinition().isEmpty()) {
            throw EcsErrors.client("TaskDefinition cannot be empty.");
        }
        DefinitionRow row = tables.findDefinition(request.taskDefinition())
                .orElseThrow(() -> EcsErrors.client("Unable to describe task definition."));
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(row.definition())
                .tags(request.include().contains(TaskDefinitionField.TAGS) ? row.tags() : List.of())
                .build();
    }

    /** Takes a revision out of use; what runs of it goes on. */
    DeregisterTaskDefinitionResponse deregister(DeregisterTaskDefinitionRequest request) {
        String name = request.taskDefinition();
        if (name == null || !EcsArns.last(name).contains(":")) {
            throw EcsErrors.client("The task definition must be given with its revision.");
        }
        TaskDefinition changed = context.store().write(() -> {
            DefinitionRow row = tables.findDefinition(name)
                    .orElseThrow(() -> EcsErrors.client("The specified task definition does not exist."));
            TaskDefinition inactive = row.definition().status() == TaskDefinitionStatus.INACTIVE
                    ? row.definition()
                    : row.definition().toBuilder()
                            .status(TaskDefinitionStatus.INACTIVE)
                            .deregisteredAt(context.time().instant())
                            .build();
            tables.put(new DefinitionRow(inactive, row.tags()));
            return inactive;
        });
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(changed)
                .build();
    }

    ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
        TaskDefinitionStatus status = request.status() == null ? TaskDefinitionStatus.ACTIVE : request.status();
        if (status == TaskDefinitionStatus.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid status: " + request.statusAsString());
        }
        List<TaskDefinition> found = new ArrayList<>(tables.definitions().values().stream()
                .map(DefinitionRow::definition)
                .filter(each -> each.status() == status)
                .filter(each ->
                        request.familyPrefix() == null || request.familyPrefix().equals(each.family()))
                .sorted(Comparator.comparing(TaskDefinition::family).thenComparing(TaskDefinition::revision))
                .toList());
        if (request.sort() == SortOrder.DESC) {
            Collections.reverse(found);
        }
        Page<String> page = EcsPages.of(
                found.stream().map(TaskDefinition::taskDefinitionArn).toList(),
                request.nextToken(),
                request.maxResults(),
                100);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListTaskDefinitionFamiliesResponse families(ListTaskDefinitionFamiliesRequest request) {
        if (request.status() == TaskDefinitionFamilyStatus.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalid("Invalid status: " + request.statusAsString());
        }
        String prefix = request.familyPrefix() == null ? "" : request.familyPrefix();
        Set<String> active = new LinkedHashSet<>(tables.definitions().values().stream()
                .map(DefinitionRow::definition)
                .filter(each -> each.status() == TaskDefinitionStatus.ACTIVE)
                .map(TaskDefinition::family)
                .toList());
        List<String> found = tables.revisions().keys().stream()
                .filter(family -> family.startsWith(prefix))
                .filter(family -> request.status() == null
                        || request.status() == TaskDefinitionFamilyStatus.ALL
                        || active.contains(family) == (request.status() == TaskDefinitionFamilyStatus.ACTIVE))
                .toList();
        Page<String> page = EcsPages.of(found, request.nextToken(), request.maxResults(), 100);
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
