package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.service.eventbridge.schedule.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the scheduled rules. What fell due while no process ran is left out. Thread-safe. */
final class Schedules {

    private final ServiceContext context;
    private final Rules rules;
    private final Deliveries deliveries;
    private final Map<String, Time.Timer> timers = new HashMap<>();

    Schedules(ServiceContext context, Rules rules, Deliveries deliveries) {
        this.context = context;
        this.rules = rules;
        this.deliveries = deliveries;
    }

    void resume() {
        rules.all().forEach(rule -> arm(rule.name()));
    }

    /** Waits for the next moment of a rule, whatever it waited for before. Only the default bus has schedules. */
    synchronized void arm(String name) {
        Optional.ofNullable(timers.remove(name)).ifPresent(Time.Timer::cancel);
        rules.find(EventBuses.DEFAULT, name).ifPresent(rule -> next(rule).ifPresent(due -> {
            Duration delay = Duration.between(context.time().instant(), due);
            timers.put(name, context.time().schedule(delay, () -> run(name, due)));
        }));
    }

    private Optional<Instant> next(RuleRecord rule) {
        return rule.schedule().filter(text -> rule.isEnabled()).flatMap(text -> ScheduleExpression.parse(text)
                .next(rule.scheduledFrom(), context.time().instant()));
    }

    private void run(String name, Instant due) {
        rules.find(EventBuses.DEFAULT, name)
                .filter(rule -> rule.isEnabled() && rule.schedule().isPresent())
                .ifPresent(rule -> deliver(rule, due));
        arm(name);
    }

    private void deliver(RuleRecord rule, Instant due) {
        String arn = rules.arn(rule);
        CloudEvent event = new CloudEvent(
                context.ids().uuid(),
                "aws.events",
                "Scheduled Event",
                context.scope(),
                due,
                List.of(arn),
                JsonNodeFactory.instance.objectNode());
        deliveries.start(context.store().write(() -> rule.targets().stream()
                .map(target -> deliveries.add(arn, target, event, false))
                .toList()));
    }

    synchronized void close() {
        timers.values().forEach(Time.Timer::cancel);
        timers.clear();
    }
}
