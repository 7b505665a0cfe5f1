package io.devopslab.cloud.service.eventbridge.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleExpressionTest {

    /** A Monday. */
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:30Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cron(0 10 * * ? *)          | 2026-01-05T10:00:00Z
                    cron(15 12 * * ? *)         | 2026-01-05T12:15:00Z
                    cron(0 18 ? * MON-FRI *)    | 2026-01-05T18:00:00Z
                    cron(0 8 1 * ? *)           | 2026-02-01T08:00:00Z
                    cron(0/10 * ? * MON-FRI *)  | 2026-01-05T09:10:00Z
                    cron(0/5 8-17 ? * TUE *)    | 2026-01-06T08:00:00Z
                    cron(30 0 ? * 2#1 *)        | 2026-02-02T00:30:00Z
                    cron(0 10 ? * 6L 2026-2027) | 2026-01-30T10:00:00Z
                    cron(0 0 L * ? *)           | 2026-01-31T00:00:00Z
                    cron(0 0 10W * ? *)         | 2026-01-09T00:00:00Z
                    cron(0 0 29 2 ? *)          | 2028-02-29T00:00:00Z
                    cron(0 9,21 ? JAN,DEC L *)  | 2026-01-10T09:00:00Z
                    rate(1 minute)              | 2026-01-05T09:01:00Z
                    rate(5 minutes)             | 2026-01-05T09:05:00Z
                    rate(1 day)                 | 2026-01-06T09:00:00Z
                    """)
    void an_expression_falls_due_next(String expression, Instant due) {
        Instant anchor = Instant.parse("2026-01-05T09:00:00Z");

        assertThat(ScheduleExpression.parse(expression).next(anchor, NOW)).contains(due);
    }

    @Test
    void a_year_that_is_over_never_comes() {
        assertThat(ScheduleExpression.parse("cron(0 0 1 1 ? 2025)").next(NOW, NOW))
                .isEmpty();
    }

    @Test
    void a_day_that_no_month_has_never_comes() {
        assertThat(ScheduleExpression.parse("cron(0 0 31 2 ? *)").next(NOW, NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate(0 minutes)",
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(5 seconds)",
                "rate(-1 minutes)",
                "rate(99999999999999999999 minutes)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 10 * * ?)",
                "cron(0 10 ? * MON#6 *)",
                "cron(5-1 10 * * ? *)",
                "cron(0/0 10 * * ? *)",
                "cron(a 10 * * ? *)",
                "cron(0 10 * * ? *",
                "at(2026-01-05T09:00:00)",
            })
    void a_text_that_is_no_expression_is_refused(String text) {
        assertThatThrownBy(() -> ScheduleExpression.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
