package io.devopslab.cloud.service.cloudwatch.alarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Brings alarms to states, with all that follows: history, event, actions, and the composite alarms that look at them.
 * All of it is one change. Everything here runs inside a write.
 */
final class StateChanges {

    private static final String SOURCE = "aws.cloudwatch";

    private final ServiceContext context;
    private final AlarmTables tables;
    private final AlarmHistory history;
    private final AlarmActions actions;

    StateChanges(ServiceContext context, AlarmTables tables, AlarmHistory history, AlarmActions actions) {
        this.context = context;
        this.tables = tables;
        this.history = history;
        this.actions = actions;
    }

    /** Brings an alarm to a state; one that it is in already changes the reason and nothing else. */
    void reach(AlarmRow alarm, Reached reached) {
        reach(alarm, reached, new HashSet<>());
    }

    private void reach(AlarmRow before, Reached reached, Set<String> path) {
        AlarmRow after = before.with(reached, context.time().instant());
        tables.keep(after);
        if (before.state() == after.state()) {
            return;
        }
        String summary = "Alarm updated from " + before.state() + " to " + after.state();
        ObjectNode data = AlarmJson.object().put("version", "1.0");
        data.set("oldState", past(before));
        data.set("newState", past(after));
        history.add(after, HistoryItemType.STATE_UPDATE, summary, data);
        tell("CloudWatch Alarm State Change", after, AlarmJson.change(before, after));
        if (after.actionsEnabled()) {
            actions.engage(before, after);
        }
        follow(after, path);
    }

    private static ObjectNode past(AlarmRow alarm) {
        ObjectNode state =
                AlarmJson.object().put("stateValue", alarm.state().toString()).put("stateReason", alarm.reason());
        alarm.reasonData()
                .ifPresent(data ->
                        state.putRawValue("stateReasonData", new com.fasterxml.jackson.databind.util.RawValue(data)));
        return state;
    }

    private void tell(String type, AlarmRow alarm, ObjectNode detail) {
        context.events().publish(context.scope(), SOURCE, type, List.of(alarm.arn()), detail);
    }

    /** Looks again at the composite alarms that speak of an alarm; a cycle of them is followed once. */
    private void follow(AlarmRow changed, Set<String> path) {
        if (!path.add(changed.name())) {
            return;
        }
        for (AlarmRow row : tables.all()) {
            boolean speaks = row.composite()
                    .filter(composite -> speaksOf(composite, changed.name()))
                    .isPresent();
            if (speaks && !path.contains(row.name())) {
                // Another one may have changed it meanwhile.
                tables.find(row.name()).ifPresent(composite -> look(composite, changed, path));
            }
        }
        path.remove(changed.name());
    }

    boolean speaksOf(CompositeAlarm composite, String alarm) {
        return AlarmRule.parse(composite.alarmRule()).alarms().stream()
                .anyMatch(name -> tables.name(name).equals(alarm));
    }

    private void look(AlarmRow composite, AlarmRow changed, Set<String> path) {
        StateValue state = state(composite.composite().orElseThrow());
        if (state != composite.state()) {
            String reason = changed.arn() + " transitioned to " + changed.state() + " at "
                    + AlarmTimes.sentence(changed.stateUpdated());
            reach(composite, new Reached(state, reason, Optional.of(trigger(changed))), path);
        }
    }

    private static String trigger(AlarmRow changed) {
        ObjectNode data = AlarmJson.object();
        ObjectNode alarm = data.putArray("triggeringAlarms").addObject().put("arn", changed.arn());
        alarm.putObject("state")
                .put("value", changed.state().toString())
                .put("timestamp", AlarmTimes.data(changed.stateUpdated()));
        return data.toString();
    }

    /** The state that the rule of a composite alarm gives now. */
    StateValue state(CompositeAlarm composite) {
        boolean holds = AlarmRule.parse(composite.alarmRule())
                .holds(name ->
                        tables.find(tables.name(name)).map(AlarmRow::state).orElse(StateValue.UNKNOWN_TO_SDK_VERSION));
        return holds ? StateValue.ALARM : StateValue.OK;
    }

    /** Writes down that an alarm was made, changed or deleted, and tells of it. */
    void configured(Optional<AlarmRow> before, AlarmRow alarm, String verb) {
        String type =
                switch (verb) {
                    case "created" -> "Create";
                    case "updated" -> "Update";
                    default -> "Delete";
                };
        ObjectNode data = AlarmJson.object().put("version", "1.0").put("type", type);
        data.set(
                type.equals("Delete") ? "deletedAlarm" : type.equals("Create") ? "createdAlarm" : "updatedAlarm",
                AlarmJson.whole(alarm));
        history.add(alarm, HistoryItemType.CONFIGURATION_UPDATE, "Alarm \"" + alarm.name() + "\" " + verb, data);
        ObjectNode detail = AlarmJson.object()
                .put("alarmName", alarm.name())
                .put("operation", type.toLowerCase(java.util.Locale.ROOT));
        ObjectNode state = detail.putObject("state").put("value", alarm.state().toString());
        state.put("timestamp", AlarmTimes.data(alarm.stateUpdated()));
        detail.set("configuration", AlarmJson.whole(alarm));
        before.ifPresent(old -> detail.set("previousConfiguration", AlarmJson.whole(old)));
        tell("CloudWatch Alarm Configuration Change", alarm, detail);
    }

    /** The moment of a change that is being made. */
    Instant now() {
        return context.time().instant();
    }
}
