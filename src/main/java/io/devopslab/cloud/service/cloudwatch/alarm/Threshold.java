package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.service.cloudwatch.alarm.Window.Point;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Decides which state the data bring an alarm to (CloudWatch User Guide, "Alarm evaluation" and "Configuring how
 * CloudWatch alarms treat missing data"). The window is longer than the alarm's evaluation periods: as many of its
 * newest real points as there are evaluation periods count, and only what is missing from that number is filled in.
 */
final class Threshold {

    private final MetricAlarm alarm;
    private final int periods;
    private final int toAlarm;
    private final String treatMissing;

    Threshold(MetricAlarm alarm) {
        this.alarm = alarm;
        this.periods = alarm.evaluationPeriods();
        this.toAlarm = alarm.datapointsToAlarm() == null ? periods : alarm.datapointsToAlarm();
        this.treatMissing = alarm.treatMissingData() == null ? "missing" : alarm.treatMissingData();
    }

    /** Which state it is; empty when the alarm stays as it is. */
    Optional<StateValue> state(Window window) {
        List<Point> real = window.real(periods);
        long breaching = real.stream().filter(this::isBreaching).count();
        int filled = periods - real.size();
        if (breaching + (treatMissing.equals("breaching") ? filled : 0) >= toAlarm) {
            return Optional.of(StateValue.ALARM);
        }
        if (filled == 0 || treatMissing.equals("breaching") || treatMissing.equals("notBreaching")) {
            return Optional.of(StateValue.OK);
        }
        if (real.isEmpty()) {
            return treatMissing.equals("ignore") ? Optional.empty() : Optional.of(StateValue.INSUFFICIENT_DATA);
        }
        if (breaching < real.size()) {
            return Optional.of(StateValue.OK);
        }
        return treatMissing.equals("missing") && isOldEnough(window) ? Optional.of(StateValue.ALARM) : Optional.empty();
    }

    /** Whether the oldest point that counts is one of those that would have to breach, counted from now. */
    private boolean isOldEnough(Window window) {
        int oldest = 0;
        for (int i = 0; i < window.points().size(); i++) {
            oldest = window.points().get(i).value().isPresent() ? i + 1 : oldest;
        }
        return oldest >= toAlarm;
    }

    boolean isBreaching(Point point) {
        double value = point.value().orElseThrow();
        double threshold = alarm.threshold();
        return switch (alarm.comparisonOperator()) {
            case GREATER_THAN_THRESHOLD -> value > threshold;
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
            case LESS_THAN_THRESHOLD -> value < threshold;
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
            default -> false;
        };
    }

    /** Why the data bring the alarm to the state, in AWS's words. */
    String reason(Window window, StateValue state) {
        List<Point> real = window.real(periods);
        int filled = periods - real.size();
        if (state == StateValue.INSUFFICIENT_DATA) {
            return "Insufficient Data: " + count(filled, "datapoint", "was", "were") + " unknown.";
        }
        String treated = treatMissing.equals("breaching") ? "Breaching" : "NonBreaching";
        if (real.isEmpty()) {
            return "Threshold Crossed: no datapoints were received for "
                    + (periods == 1 ? "1 period" : periods + " periods") + " and "
                    + count(filled, "missing datapoint", "was", "were") + " treated as [" + treated + "].";
        }
        List<Point> told = real.stream()
                .filter(point -> isBreaching(point) == (state == StateValue.ALARM))
                .toList();
        List<Point> named = told.isEmpty() ? real : told;
        String values = named.stream()
                .map(point -> point.value().orElseThrow() + " (" + AlarmTimes.reason(point.start()) + ")")
                .reduce((newer, older) -> newer + ", " + older)
                .orElseThrow();
        String verb =
                (named.size() == 1 ? "was" : "were") + (told.isEmpty() == (state == StateValue.ALARM) ? " not" : "");
        String which = alarm.datapointsToAlarm() == null
                ? count(named.size(), "datapoint", "", "")
                : named.size() + " out of the last " + periods + " datapoints ";
        String minimum = alarm.datapointsToAlarm() == null ? "" : minimum(state);
        String missing = filled > 0 && isFilling()
                ? " and " + count(filled, "missing datapoint", "was", "were") + " treated as [" + treated + "]"
                : "";
        return "Threshold Crossed: " + which + "[" + values + "] " + verb + " " + words() + " the threshold ("
                + alarm.threshold() + ")" + minimum + missing + ".";
    }

    private boolean isFilling() {
        return treatMissing.equals("breaching") || treatMissing.equals("notBreaching");
    }

    private String minimum(StateValue state) {
        int least = state == StateValue.ALARM ? toAlarm : periods - toAlarm + 1;
        return " (minimum " + least + (least == 1 ? " datapoint" : " datapoints") + " for "
                + (state == StateValue.ALARM ? "OK -> ALARM" : "ALARM -> OK") + " transition)";
    }

    private static String count(int number, String noun, String singular, String plural) {
        return number == 1 ? "1 " + noun + " " + singular : number + " " + noun + "s " + plural;
    }

    private String words() {
        ComparisonOperator operator = alarm.comparisonOperator();
        return switch (operator) {
            case GREATER_THAN_THRESHOLD -> "greater than";
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> "greater than or equal to";
            case LESS_THAN_THRESHOLD -> "less than";
            default -> "less than or equal to";
        };
    }
}
