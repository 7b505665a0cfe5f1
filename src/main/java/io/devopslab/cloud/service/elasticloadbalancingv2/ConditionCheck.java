package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.AddressRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Whether conditions make sense, and how Elastic Load Balancing shows them ("RuleCondition" of the API Reference). */
final class ConditionCheck {

    private static final Set<String> FIELDS = new TreeSet<>(
            Set.of("host-header", "http-header", "http-request-method", "path-pattern", "query-string", "source-ip"));

    /** User Guide, "Quotas for your Application Load Balancers". */
    private static final int MOST_VALUES = 5;

    private static final int MOST_WILDCARDS = 6;

    /** "You cannot specify the 255.255.255.255/32 CIDR" (User Guide, "Condition types for listener rules"). */
    private static final String BROADCAST = "255.255.255.255/32";

    private static final int LONGEST = 128;

    private ConditionCheck() {}

    static List<RuleCondition> checked(List<RuleCondition> conditions) {
        if (conditions.isEmpty()) {
            throw ElbErrors.validation("A condition must be specified");
        }
        List<RuleCondition> checked =
                conditions.stream().map(ConditionCheck::checked).toList();
        for (String single : List.of("host-header", "http-request-method", "path-pattern", "source-ip")) {
            if (checked.stream().filter(c -> c.field().equals(single)).count() > 1) {
                throw ElbErrors.validation("A rule can have only one '" + single + "' condition");
            }
        }
        if (checked.stream().mapToInt(each -> texts(each).size()).sum() > MOST_VALUES) {
            throw ElbErrors.validation("A rule can have at most " + MOST_VALUES + " condition values");
        }
        long wildcards = checked.stream()
                .flatMap(each -> texts(each).stream())
                .flatMapToInt(String::chars)
                .filter(letter -> letter == '*' || letter == '?')
                .count();
        if (wildcards > MOST_WILDCARDS) {
            throw ElbErrors.validation("A rule can have at most " + MOST_WILDCARDS + " condition wildcards");
        }
        return checked;
    }

    /** A condition's values as texts, those of a query with their keys. */
    private static List<String> texts(RuleCondition condition) {
        return condition.field().equals("query-string")
                ? condition.queryStringConfig().values().stream()
                        .map(pair -> pair.key() == null ? pair.value() : pair.key() + "=" + pair.value())
                        .toList()
                : given(condition);
    }

    private static RuleCondition checked(RuleCondition condition) {
        String field = condition.field();
        if (field == null || !FIELDS.contains(field)) {
            throw ElbErrors.validation(
                    "Condition field '" + field + "' must be one of '" + String.join(", ", FIELDS) + "'");
        }
        if (!condition.regexValues().isEmpty()
                || (condition.pathPatternConfig() != null
                        && !condition.pathPatternConfig().regexValues().isEmpty())
                || (condition.hostHeaderConfig() != null
                        && !condition.hostHeaderConfig().regexValues().isEmpty())
                || (condition.httpHeaderConfig() != null
                        && !condition.httpHeaderConfig().regexValues().isEmpty())) {
            throw new UnsupportedOperationException("The embedded cloud matches wildcards, not regular expressions.");
        }
        return field.equals("query-string") ? query(condition) : values(condition);
    }

    private static RuleCondition query(RuleCondition condition) {
        if (condition.queryStringConfig() == null
                || condition.queryStringConfig().values().isEmpty()) {
            throw ElbErrors.validation("A condition value must be specified");
        }
        for (QueryStringKeyValuePair pair : condition.queryStringConfig().values()) {
            if (pair.value() == null) {
                throw ElbErrors.validation("A query string condition needs a value");
            }
            length(pair.value());
            if (pair.key() != null) {
                length(pair.key());
            }
        }
        return condition;
    }

    /** Both forms of the values are kept, as AWS shows them; only those of a host or a path may be given the older way. */
    private static RuleCondition values(RuleCondition condition) {
        String field = condition.field();
        List<String> values = given(condition);
        if (values.isEmpty() && Set.of("host-header", "path-pattern").contains(field)) {
            values = condition.values();
        }
        if (values.isEmpty()) {
            throw ElbErrors.validation("A condition value must be specified");
        }
        List<String> all = values;
        all.forEach(value -> check(field, value));
        RuleCondition.Builder kept = condition.toBuilder().values(all);
        switch (field) {
            case "host-header" -> kept.hostHeaderConfig(c -> c.values(all));
            case "path-pattern" -> kept.pathPatternConfig(c -> c.values(all));
            default -> kept.values(List.of());
        }
        return kept.build();
    }

    private static List<String> given(RuleCondition condition) {
        return switch (condition.field()) {
            case "host-header" ->
                condition.hostHeaderConfig() == null
                        ? List.of()
                        : condition.hostHeaderConfig().values();
            case "path-pattern" ->
                condition.pathPatternConfig() == null
                        ? List.of()
                        : condition.pathPatternConfig().values();
            case "http-request-method" ->
                condition.httpRequestMethodConfig() == null
                        ? List.of()
                        : condition.httpRequestMethodConfig().values();
            case "source-ip" ->
                condition.sourceIpConfig() == null
                        ? List.of()
                        : condition.sourceIpConfig().values();
            default -> header(condition);
        };
    }

    private static List<String> header(RuleCondition condition) {
        if (condition.httpHeaderConfig() == null || condition.httpHeaderConfig().httpHeaderName() == null) {
            throw ElbErrors.validation("An HTTP header name must be specified");
        }
        String name = condition.httpHeaderConfig().httpHeaderName();
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}")) {
            throw ElbErrors.validation("HTTP header name '" + name + "' is not valid");
        }
        if (name.equalsIgnoreCase("Host")) {
            throw ElbErrors.validation("HTTP header name 'Host' is not valid; use a host-header condition");
        }
        return condition.httpHeaderConfig().values();
    }

    private static void check(String field, String value) {
        length(value);
        switch (field) {
            case "path-pattern" -> {
                if (!value.matches("[A-Za-z0-9_\\-.$/~\"'@:+&*?]+")) {
                    throw ElbErrors.validation(
                            "The path pattern '" + value + "' contains a character that is not valid");
                }
            }
            case "host-header" -> {
                if (!value.matches("[A-Za-z0-9.*?:-]+")) {
                    throw ElbErrors.validation("The host name '" + value + "' contains a character that is not valid");
                }
            }
            case "http-request-method" -> {
                if (!value.matches("[A-Z_-]{1,40}")) {
                    throw ElbErrors.validation("HTTP request method '" + value + "' is not valid");
                }
            }
            case "source-ip" -> {
                if (AddressRange.parse(value).isEmpty()) {
                    throw ElbErrors.validation("Source IP '" + value + "' must be in CIDR format");
                }
                if (value.equals(BROADCAST)) {
                    throw ElbErrors.validation("Source IP '" + value + "' cannot be specified");
                }
            }
            default -> {}
        }
    }

    private static void length(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw ElbErrors.validation(
                    "Condition value '" + value + "' must be between 1 and " + LONGEST + " characters long");
        }
    }
}
