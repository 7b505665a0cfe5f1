package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.service.cloudwatch.alarm.AlarmRule.AtLeast;
import io.devopslab.cloud.service.cloudwatch.alarm.AlarmRule.Constant;
import io.devopslab.cloud.service.cloudwatch.alarm.AlarmRule.InState;
import io.devopslab.cloud.service.cloudwatch.alarm.AlarmRule.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Reads a rule: {@code NOT} binds more tightly than {@code AND}, which does so than {@code OR}. Used once. */
final class AlarmRuleParser {

    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    AlarmRuleParser(String text) {
        this.text = text;
    }

    AlarmRule parse() {
        AlarmRule rule = either();
        skip();
        if (at < text.length()) {
            throw unexpected();
        }
        return rule;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                at >= text.length()
                        ? "the rule ends too early"
                        : "'" + text.charAt(at) + "' at position " + (at + 1) + " is not expected");
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Takes a keyword, which ends where its letters end. */
    private boolean word(String word) {
        skip();
        int end = at + word.length();
        boolean isWhole =
                end >= text.length() || !(Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_');
        if (text.startsWith(word, at) && isWhole) {
            at = end;
            return true;
        }
        return false;
    }

    private boolean sign(char sign) {
        skip();
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    private void need(char sign) {
        if (!sign(sign)) {
            throw unexpected();
        }
    }

    private AlarmRule either() {
        List<AlarmRule> rules = new ArrayList<>(List.of(both()));
        while (word("OR")) {
            rules.add(both());
        }
        return rules.size() == 1 ? rules.get(0) : new AtLeast(1, rules);
    }

    private AlarmRule both() {
        List<AlarmRule> rules = new ArrayList<>(List.of(single()));
        while (word("AND")) {
            rules.add(single());
        }
        return rules.size() == 1 ? rules.get(0) : new AtLeast(rules.size(), rules);
    }

    private AlarmRule single() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested too deeply");
        }
        try {
            if (word("NOT")) {
                return new Not(single());
            }
            if (word("TRUE")) {
                return new Constant(true);
            }
            if (word("FALSE")) {
                return new Constant(false);
            }
            if (word("AT_LEAST")) {
                return atLeast();
            }
            if (sign('(')) {
                AlarmRule inner = either();
                need(')');
                return inner;
            }
            StateValue state = state().orElseThrow(this::unexpected);
            need('(');
            AlarmRule rule = new InState(state, name());
            need(')');
            return rule;
        } finally {
            depth--;
        }
    }

    private Optional<StateValue> state() {
        for (StateValue state : StateValue.knownValues()) {
            if (word(state.toString())) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** {@code AT_LEAST(2, ALARM, (a, b, c))}; the number may be a share, and the state may be negated. */
    private AlarmRule atLeast() {
        need('(');
        skip();
        int begin = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (begin == at || at - begin > 4) {
            throw unexpected();
        }
        int number = Integer.parseInt(text.substring(begin, at));
        boolean share = sign('%');
        need(',');
        boolean negated = word("NOT");
        StateValue state = state().orElseThrow(this::unexpected);
        need(',');
        need('(');
        List<AlarmRule> rules = new ArrayList<>();
        do {
            AlarmRule condition = new InState(state, name());
            rules.add(negated ? new Not(condition) : condition);
        } while (sign(','));
        need(')');
        need(')');
        int count = share ? (rules.size() * number + 99) / 100 : number;
        if (count < 1 || count > rules.size()) {
            throw new IllegalArgumentException("AT_LEAST asks for " + count + " of " + rules.size() + " alarms");
        }
        return new AtLeast(count, rules);
    }

    private String name() {
        skip();
        if (sign('"')) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw new IllegalArgumentException("a quotation mark is not closed");
            }
            String name = text.substring(at, end);
            at = end + 1;
            return name;
        }
        int begin = at;
        while (at < text.length() && "(), \t\r\n\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (begin == at) {
            throw unexpected();
        }
        return text.substring(begin, at);
    }
}
