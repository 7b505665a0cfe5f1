package io.devopslab.cloud.service.cloudwatch.math;

import io.devopslab.cloud.service.cloudwatch.math.Value.Scalar;
import io.devopslab.cloud.service.cloudwatch.math.Value.Series;
import io.devopslab.cloud.service.cloudwatch.math.Value.SeriesList;
import io.devopslab.cloud.service.cloudwatch.math.Value.Text;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The functions of metric math (CloudWatch User Guide, "Functions supported for metric math"). */
final class Functions {

    static final Set<String> FILL_MODES = Set.of("REPEAT", "LINEAR");

    private static final Set<String> OF_OTHER_DATA = Set.of(
            "SEARCH", "ANOMALY_DETECTION_BAND", "INSIGHT_RULE_METRIC", "SERVICE_QUOTA", "DB_PERF_INSIGHTS", "LAMBDA");

    private static final Map<String, DoubleUnaryOperator> EACH_POINT =
            Map.of("ABS", Math::abs, "CEIL", Math::ceil, "FLOOR", Math::floor, "LOG", Math::log, "LOG10", Math::log10);

    /** Of the numbers of one series, or of those of several at the same time. */
    private static final Map<String, ToDoubleFunction<List<Double>>> AGGREGATES = Map.of(
            "AVG", numbers -> sum(numbers) / numbers.size(),
            "MAX",
                    numbers -> numbers.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(Double.NaN),
            "MIN",
                    numbers -> numbers.stream()
                            .mapToDouble(Double::doubleValue)
                            .min()
                            .orElse(Double.NaN),
            "STDDEV", Functions::deviation,
            "SUM", Functions::sum);

    private static final Map<String, ToDoubleFunction<OffsetDateTime>> OF_TIME = Map.of(
            "MINUTE", OffsetDateTime::getMinute,
            "HOUR", OffsetDateTime::getHour,
            "DAY", time -> time.getDayOfWeek().getValue(),
            "DATE", OffsetDateTime::getDayOfMonth,
            "MONTH", OffsetDateTime::getMonthValue,
            "YEAR", OffsetDateTime::getYear,
            "EPOCH", OffsetDateTime::toEpochSecond);

    private final Frame frame;

    Functions(Frame frame) {
        this.frame = frame;
    }

    private static double sum(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double deviation(List<Double> numbers) {
        double mean = sum(numbers) / numbers.size();
        return Math.sqrt(
                numbers.stream().mapToDouble(n -> (n - mean) * (n - mean)).sum() / numbers.size());
    }

    /** The series that a value holds. */
    static List<Series> series(Value value) {
        if (value instanceof Series series) {
            return List.of(series);
        }
        if (value instanceof SeriesList many) {
            return many.all();
        }
        throw new MathException("A time series is needed, and not a number or a text");
    }

    Value call(String name, List<Value> arguments) {
        if (OF_OTHER_DATA.contains(name)) {
            throw new UnsupportedOperationException(
                    "The embedded CloudWatch does not support the function " + name + " of metric math.");
        }
        if (EACH_POINT.containsKey(name)) {
            DoubleUnaryOperator change = EACH_POINT.get(name);
            need(name, arguments, 1, 1);
            return arguments.get(0) instanceof Scalar number
                    ? new Scalar(change.applyAsDouble(number.number()))
                    : each(arguments.get(0), series -> series.map(change));
        }
        if (AGGREGATES.containsKey(name)) {
            need(name, arguments, 1, 1);
            return aggregate(arguments.get(0), AGGREGATES.get(name));
        }
        if (OF_TIME.containsKey(name)) {
            need(name, arguments, 1, 1);
            return each(arguments.get(0), series -> ofTime(series, OF_TIME.get(name)));
        }
        return switch (name) {
            case "METRICS" -> metrics(arguments);
            case "METRIC_COUNT" -> new Scalar(series(one(name, arguments)).size());
            case "DATAPOINT_COUNT" -> aggregate(one(name, arguments), List::size);
            case "FIRST" -> end(one(name, arguments), true);
            case "LAST" -> end(one(name, arguments), false);
            case "PERIOD" ->
                new Scalar(series(one(name, arguments)).stream()
                        .mapToLong(Series::period)
                        .max()
                        .orElse(frame.period()));
            case "DIFF" ->
                each(one(name, arguments), series -> Steps.between(series, (difference, seconds) -> difference));
            case "DIFF_TIME" ->
                each(one(name, arguments), series -> Steps.between(series, (difference, seconds) -> seconds));
            case "RATE" ->
                each(
                        one(name, arguments),
                        series -> Steps.between(series, (difference, seconds) -> difference / seconds));
            case "RUNNING_SUM" -> each(one(name, arguments), Steps::runningSum);
            case "TIME_SERIES" -> timeSeries(one(name, arguments));
            case "FILL" -> fill(arguments);
            case "IF" -> Choice.of(need(name, arguments, 2, 3), frame);
            case "REMOVE_EMPTY" ->
                new SeriesList(series(one(name, arguments)).stream()
                        .filter(series -> !series.points().isEmpty())
                        .toList());
            case "SORT" -> sort(need(name, arguments, 3, 4));
            case "SLICE" -> slice(need(name, arguments, 2, 3));
            default -> throw new MathException("Unknown function " + name);
        };
    }

    private static List<Value> need(String name, List<Value> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new MathException("The function " + name + " does not take " + arguments.size() + " arguments");
        }
        return arguments;
    }

    private static Value one(String name, List<Value> arguments) {
        return need(name, arguments, 1, 1).get(0);
    }

    static double number(Value value) {
        if (value instanceof Scalar scalar) {
            return scalar.number();
        }
        throw new MathException("A number is needed");
    }

    private static String text(Value value) {
        if (value instanceof Text text) {
            return text.text();
        }
        throw new MathException("A text in quotation marks is needed");
    }

    private static Value each(Value value, java.util.function.UnaryOperator<Series> change) {
        return value instanceof SeriesList many
                ? new SeriesList(many.all().stream().map(change).toList())
                : change.apply(series(value).get(0));
    }

    /** Of one series a number, of several a series. */
    private Value aggregate(Value value, ToDoubleFunction<List<Double>> function) {
        if (value instanceof Scalar) {
            return value;
        }
        if (value instanceof Series series) {
            List<Double> numbers = List.copyOf(series.points().values());
            return new Scalar(numbers.isEmpty() ? Double.NaN : function.applyAsDouble(numbers));
        }
        return across(series(value), function);
    }

    private Series across(List<Series> all, ToDoubleFunction<List<Double>> function) {
        Map<Instant, List<Double>> byTime = new TreeMap<>();
        all.forEach(series -> series.points()
                .forEach((time, number) -> byTime.computeIfAbsent(time, moment -> new ArrayList<>())
                        .add(number)));
        NavigableMap<Instant, Double> points = new TreeMap<>();
        byTime.forEach((time, numbers) -> points.put(time, function.applyAsDouble(numbers)));
        long period = all.stream().mapToLong(Series::period).max().orElse(frame.period());
        return new Series("", period, points);
    }

    private static Series ofTime(Series series, ToDoubleFunction<OffsetDateTime> function) {
        NavigableMap<Instant, Double> points = new TreeMap<>();
        series.points()
                .keySet()
                .forEach(time -> points.put(time, function.applyAsDouble(time.atOffset(ZoneOffset.UTC))));
        return series.with(points);
    }

    private Value metrics(List<Value> arguments) {
        need("METRICS", arguments, 0, 1);
        String part = arguments.isEmpty() ? "" : text(arguments.get(0));
        return new SeriesList(frame.metrics().get().entrySet().stream()
                .filter(metric -> metric.getKey().contains(part))
                .map(Map.Entry::getValue)
                .toList());
    }

    private static Value end(Value value, boolean first) {
        List<Series> all = series(value);
        if (value instanceof SeriesList) {
            if (all.isEmpty()) {
                throw new MathException("There is no time series to choose from");
            }
            return all.get(first ? 0 : all.size() - 1);
        }
        NavigableMap<Instant, Double> points = all.get(0).points();
        if (points.isEmpty()) {
            return new Scalar(Double.NaN);
        }
        return new Scalar((first ? points.firstEntry() : points.lastEntry()).getValue());
    }

    private Value timeSeries(Value value) {
        double number = number(value);
        NavigableMap<Instant, Double> points = new TreeMap<>();
        if (Double.isFinite(number)) {
            frame.periods(frame.period()).forEach(time -> points.put(time, number));
        }
        return new Series("", frame.period(), points);
    }

    private Value fill(List<Value> arguments) {
        need("FILL", arguments, 2, 2);
        Value with = arguments.get(1);
        return each(arguments.get(0), series -> {
            if (with instanceof Text mode) {
                return Steps.fill(series, frame, mode.text());
            }
            NavigableMap<Instant, Double> points = new TreeMap<>(series.points());
            for (Instant time : frame.periods(series.period())) {
                Double number = with instanceof Series other ? other.points().get(time) : Double.valueOf(number(with));
                if (number != null && Double.isFinite(number)) {
                    points.putIfAbsent(time, number);
                }
            }
            return series.with(points);
        });
    }

    /** {@code SORT(list, function, order[, number])}: the series by a number that is computed of each. */
    private Value sort(List<Value> arguments) {
        String function = text(arguments.get(1));
        if (!AGGREGATES.containsKey(function)) {
            throw new MathException("SORT knows the functions " + new TreeSet<>(AGGREGATES.keySet()));
        }
        Comparator<Series> order =
                Comparator.comparingDouble(series -> number(aggregate(series, AGGREGATES.get(function))));
        boolean descending = text(arguments.get(2)).equals("DESC");
        int most = arguments.size() < 4 ? Integer.MAX_VALUE : (int) Math.max(0, number(arguments.get(3)));
        return new SeriesList(series(arguments.get(0)).stream()
                .sorted(descending ? order.reversed() : order)
                .limit(most)
                .toList());
    }

    /** {@code SLICE(list, from[, to])}: the series at these places; with one place, that series alone. */
    private static Value slice(List<Value> arguments) {
        List<Series> all = series(arguments.get(0));
        int from = (int) number(arguments.get(1));
        if (arguments.size() == 2) {
            if (from < 0 || from >= all.size()) {
                throw new MathException("There is no time series at the place " + from);
            }
            return all.get(from);
        }
        int to = Math.min(all.size(), (int) number(arguments.get(2)));
        return new SeriesList(from < 0 || from >= to ? List.of() : all.subList(from, to));
    }
}
