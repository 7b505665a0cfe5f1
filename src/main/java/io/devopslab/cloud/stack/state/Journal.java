package io.devopslab.cloud.stack.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Writes what happens: the row, the stack event and the EventBridge event together (CloudFormation User Guide,
 * "Stack Status Change event detail", "Resource Status Change event detail"). Thread-safe.
 */
public final class Journal {

    /** The source of the events of the bus. */
    public static final String SOURCE = "aws.cloudformation";

    private final ServiceContext context;
    private final StackStore store;
    private final Listener listener;

    /** Hears of each event, inside of the change that writes it. */
    public interface Listener {

        /**
         * Something happened to the stack.
         *
         * @param number the later the event, the greater
         */
        void happened(StackRow stack, String number, StackEvent event);
    }

    public Journal(ServiceContext context, StackStore store, Listener listener) {
        this.context = context;
        this.store = store;
        this.listener = listener;
    }

    private void add(StackRow stack, String number, StackEvent event) {
        store.add(number, event);
        listener.happened(stack, number, event);
    }

    /** The stack has a new status. */
    public void stack(StackRow stack) {
        store.write(() -> {
            store.put(stack);
            add(
                    stack,
                    store.nextEvent(),
                    StackEvent.builder()
                            .stackId(stack.id())
                            .stackName(stack.name())
                            .eventId(context.ids().uuid())
                            .logicalResourceId(stack.name())
                            .physicalResourceId(stack.id())
                            .resourceType("AWS::CloudFormation::Stack")
                            .timestamp(context.time().instant())
                            .resourceStatus(stack.status().toString())
                            .resourceStatusReason(stack.reason().orElse(null))
                            .clientRequestToken(stack.operation().token().orElse(null))
                            .build());
            ObjectNode detail = detail(stack, stack.status().toString(), stack.reason());
            publish(stack, "CloudFormation Stack Status Change", detail);
        });
    }

    /** The stack goes on to {@code status}. Returns it as it is now. */
    public StackRow stack(String stackId, StackStatus status, Optional<String> reason) {
        return store.write(() -> {
            StackRow row = store.stack(stackId).withStatus(status, reason);
            stack(row);
            return row;
        });
    }

    /** The resource has the status of its row. */
    public void resource(ResourceRow row) {
        resource(row, row.physicalId());
    }

    /** The resource has the status of its row; the event shows another physical id than the row's. */
    public void resource(ResourceRow row, String physicalId) {
        store.write(() -> {
            store.put(row);
            event(row.stackId(), row.logicalId(), row.type(), physicalId, row.status(), row.reason(), properties(row));
        });
    }

    /** A step begins, which is to give the resource these properties. */
    public void begins(ResourceRow row, ObjectNode properties) {
        store.write(() -> {
            store.put(row);
            event(row.stackId(), row.logicalId(), row.type(), row.physicalId(), row.status(), row.reason(), properties);
        });
    }

    private static ObjectNode properties(ResourceRow row) {
        return row.step().attempted().isEmpty()
                ? row.current().map(ResourceRow.State::properties).orElse(JsonNodeFactory.instance.objectNode())
                : row.step().attempted();
    }

    /** Something happened to a physical resource that the resource's row does not show. */
    public void event(Leftover leftover, ResourceStatus status, Optional<String> reason) {
        ResourceRow.State state = leftover.state();
        event(
                leftover.stackId(),
                leftover.logicalId(),
                state.type(),
                state.physicalId(),
                status,
                reason,
                state.properties());
    }

    private void event(
            String stackId,
            String logicalId,
            String type,
            String physicalId,
            ResourceStatus status,
            Optional<String> reason,
            ObjectNode properties) {
        store.write(() -> {
            StackRow stack = store.stack(stackId);
            Instant now = context.time().instant();
            String number = store.nextEvent();
            add(
                    stack,
                    number,
                    StackEvent.builder()
                            .stackId(stackId)
                            .stackName(stack.name())
                            .eventId(logicalId + "-" + status + "-" + moment(now, number))
                            .logicalResourceId(logicalId)
                            .physicalResourceId(physicalId)
                            .resourceType(type)
                            .timestamp(now)
                            .resourceStatus(status)
                            .resourceStatusReason(reason.orElse(null))
                            .resourceProperties(Mask.of(stack).json(properties.toString()))
                            .clientRequestToken(stack.operation().token().orElse(null))
                            .build());
            ObjectNode detail = detail(stack, status.toString(), reason);
            detail.put("logical-resource-id", logicalId);
            detail.put("physical-resource-id", physicalId);
            detail.put("resource-type", type);
            publish(stack, "CloudFormation Resource Status Change", detail);
        });
    }

    /** Clients tell events apart by their ids, and many may happen in one moment: the number makes the difference. */
    private static String moment(Instant now, String number) {
        String millis = String.format(java.util.Locale.ROOT, "%03d", now.toEpochMilli() % 1000);
        return now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString().replace("Z", "") + "." + millis
                + number.substring(number.length() - 3) + "Z";
    }

    private static ObjectNode detail(StackRow stack, String status, Optional<String> reason) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("stack-id", stack.id());
        detail.putObject("status-details").put("status", status).put("status-reason", reason.orElse(""));
        detail.put("client-request-token", stack.operation().token().orElse(""));
        return detail;
    }

    private void publish(StackRow stack, String type, ObjectNode detail) {
        context.events().publish(context.scope(), SOURCE, type, List.of(stack.id()), detail);
    }
}
