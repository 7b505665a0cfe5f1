package io.devopslab.cloud.service.cloudwatch.alarm;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The rule of a composite alarm (CloudWatch API Reference, PutCompositeAlarm, AlarmRule). Immutable. */
sealed interface AlarmRule {

    /** Whether the alarm is in the state; by its name or ARN. */
    record InState(StateValue state, String alarm) implements AlarmRule {}

    /** {@code TRUE} or {@code FALSE}. */
    record Constant(boolean value) implements AlarmRule {}

    record Not(AlarmRule rule) implements AlarmRule {}

    /** So many of the rules hold: one for {@code OR}, all for {@code AND}. */
    record AtLeast(int count, List<AlarmRule> rules) implements AlarmRule {
        public AtLeast {
            rules = List.copyOf(rules);
        }
    }

    /**
     * @throws IllegalArgumentException when the text is no rule
     */
    static AlarmRule parse(String text) {
        return new AlarmRuleParser(text).parse();
    }

    /**
     * Whether the rule holds.
     *
     * @param states gives the state of an alarm
     */
    default boolean holds(Function<String, StateValue> states) {
        if (this instanceof InState condition) {
            return states.apply(condition.alarm()) == condition.state();
        }
        if (this instanceof Constant constant) {
            return constant.value();
        }
        if (this instanceof Not not) {
            return !not.rule().holds(states);
        }
        AtLeast some = (AtLeast) this;
        return some.rules().stream().filter(rule -> rule.holds(states)).count() >= some.count();
    }

    /** The alarms that the rule speaks of, as it names them. */
    default Set<String> alarms() {
        Set<String> names = new TreeSet<>();
        collect(this, names);
        return names;
    }

    private static void collect(AlarmRule rule, Set<String> into) {
        if (rule instanceof InState condition) {
            into.add(condition.alarm());
        } else if (rule instanceof Not not) {
            collect(not.rule(), into);
        } else if (rule instanceof AtLeast some) {
            some.rules().forEach(part -> collect(part, into));
        }
    }
}
