package io.devopslab.cloud.service.cloudwatch.query;

import io.devopslab.cloud.service.cloudwatch.math.Expression;
import io.devopslab.cloud.service.cloudwatch.math.MathException;
import io.devopslab.cloud.service.cloudwatch.metric.CloudWatchErrors;
import io.devopslab.cloud.service.cloudwatch.metric.Names;
import io.devopslab.cloud.service.cloudwatch.metric.Statistic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The rules for queries (CloudWatch API Reference, MetricDataQuery). */
public final class QueryCheck {

    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");
    private static final Set<Integer> SHORT_PERIODS = Set.of(1, 5, 10, 20, 30);

    private final String collection;
    private final String account;

    /**
     * @param collection the request's member that holds the queries
     * @param account the only one whose metrics can be asked for
     */
    public QueryCheck(String collection, String account) {
        this.collection = collection;
        this.account = account;
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatch.model.CloudWatchException for the first rule that is broken
     */
    public void verify(List<MetricDataQuery> queries) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < queries.size(); i++) {
            MetricDataQuery query = queries.get(i);
            String member = collection + ".member." + (i + 1);
            CloudWatchErrors.required(member + ".Id", query.id());
            if (query.id().length() > 255 || !ID.matcher(query.id()).matches()) {
                throw CloudWatchErrors.invalid("The value " + query.id() + " for parameter " + member
                        + ".Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
            }
            if (!ids.add(query.id())) {
                throw CloudWatchErrors.validation("The values for parameter id in " + collection + " are not unique.");
            }
            verify(query, member);
        }
        queries.stream().filter(query -> query.expression() != null).forEach(query -> verify(query, queries, ids));
    }

    private void verify(MetricDataQuery query, String member) {
        if ((query.expression() == null) == (query.metricStat() == null)) {
            throw query.expression() == null
                    ? CloudWatchErrors.validation(
                            "Either Expression or MetricStat must be specified for " + member + ".")
                    : CloudWatchErrors.exclusive(member + ".Expression", member + ".MetricStat");
        }
        if (query.accountId() != null && !query.accountId().equals(account)) {
            throw new UnsupportedOperationException("The embedded CloudWatch does not show metrics of other accounts.");
        }
        if (query.period() != null) {
            period(member + ".Period", query.period());
        }
        if (query.metricStat() != null) {
            verify(query.metricStat(), member + ".MetricStat");
        } else if (query.expression().isEmpty() || query.expression().length() > 2_048) {
            throw CloudWatchErrors.invalidValue(member + ".Expression", query.expression());
        }
    }

    private static void verify(MetricStat stat, String member) {
        if (stat.metric() == null) {
            throw CloudWatchErrors.missing(member + ".Metric");
        }
        Names.namespace(stat.metric().namespace());
        Names.metric(member + ".Metric.MetricName", stat.metric().metricName());
        dimensions(member + ".Metric.Dimensions", stat.metric().dimensions());
        CloudWatchErrors.required(member + ".Period", stat.period());
        period(member + ".Period", stat.period());
        CloudWatchErrors.required(member + ".Stat", stat.stat());
        if (Statistic.of(stat.stat()).isEmpty()) {
            throw CloudWatchErrors.validation(
                    "The value " + stat.stat() + " for parameter " + member + ".Stat is not supported.");
        }
        if (stat.unit() == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw CloudWatchErrors.invalidValue(member + ".Unit", stat.unitAsString());
        }
    }

    /** The dimensions by which a metric is found: names and values, each name once. */
    public static void dimensions(String member, List<Dimension> dimensions) {
        if (dimensions.size() > 30) {
            throw CloudWatchErrors.invalid("The collection " + member + " must not have a size greater than 30.");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < dimensions.size(); i++) {
            String place = member + ".member." + (i + 1);
            Names.metric(place + ".Name", dimensions.get(i).name());
            CloudWatchErrors.required(place + ".Value", dimensions.get(i).value());
            if (!names.add(dimensions.get(i).name())) {
                throw CloudWatchErrors.invalidValue(
                        place + ".Name", dimensions.get(i).name());
            }
        }
    }

    /** A period is 1, 5, 10, 20, 30 or a multiple of 60 seconds. */
    public static void period(String parameter, @Nullable Integer period) {
        CloudWatchErrors.required(parameter, period);
        int seconds = period == null ? 0 : period;
        if (seconds <= 0 || (seconds % 60 != 0 && !SHORT_PERIODS.contains(seconds))) {
            throw CloudWatchErrors.invalid("The parameter " + parameter
                    + " must be 1, 5, 10, 20, 30 or a multiple of 60, not " + seconds + ".");
        }
    }

    private static void verify(MetricDataQuery query, List<MetricDataQuery> queries, Set<String> ids) {
        Expression expression = parsed(query);
        for (String id : expression.references()) {
            if (!ids.contains(id) && !isFillMode(id)) {
                throw error(query, "Undefined metric id '" + id + "'");
            }
        }
        if (reaches(expression, query.id(), queries, new HashSet<>())) {
            throw error(query, "The expression refers to itself");
        }
    }

    private static boolean isFillMode(String id) {
        return id.equals("REPEAT") || id.equals("LINEAR");
    }

    private static boolean reaches(Expression expression, String id, List<MetricDataQuery> queries, Set<String> seen) {
        for (String next : expression.references()) {
            if (next.equals(id)) {
                return true;
            }
            boolean further = seen.add(next)
                    && queries.stream()
                            .filter(query -> query.id().equals(next) && query.expression() != null)
                            .anyMatch(query -> reaches(parsed(query), id, queries, seen));
            if (further) {
                return true;
            }
        }
        return false;
    }

    /** The expression of a query that has one. */
    public static Expression parsed(MetricDataQuery query) {
        String text = query.expression();
        if (text.strip().regionMatches(true, 0, "SELECT ", 0, 7)) {
            throw new UnsupportedOperationException(
                    "The embedded CloudWatch does not support the queries of Metrics Insights.");
        }
        try {
            return Expression.parse(text);
        } catch (MathException e) {
            throw error(query, String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with a query's expression. */
    public static RuntimeException error(MetricDataQuery query, String problem) {
        return CloudWatchErrors.validation("Error in expression '" + query.id() + "': " + problem);
    }
}
