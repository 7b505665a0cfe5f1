package io.devopslab.cloud.service.logs.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.logs.insights.expression.TooComplexException;
import io.devopslab.cloud.service.logs.insights.syntax.InvalidQueryException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever words a query is made of, it is one or it is told where it is none. */
final class QueryFuzzTest {

    private static final int ROUNDS = Integer.getInteger("lab.fuzz.rounds", 16) * 500;
    private static final List<String> BEGINNINGS =
            List.of("fields ", "display ", "filter ", "parse @message ", "stats ", "sort ", "dedup ", "limit ", "");
    private static final List<String> WORDS = List.of(
            "fields",
            "filter",
            "stats",
            "by",
            "as",
            "|",
            "|",
            ",",
            ",",
            "(",
            ")",
            "(",
            ")",
            "[",
            "]",
            "=",
            "!=",
            "<",
            "=~",
            "+",
            "-",
            "*",
            "/",
            "^",
            "%",
            "like",
            "not",
            "in",
            "and",
            "or",
            "@message",
            "@timestamp",
            "level",
            "user.id",
            "`a b`",
            "'text'",
            "\"*\"",
            "/e(r+)/",
            "/(?<x>[a-z]+)/",
            "5",
            "1.5",
            "5m",
            "9mo",
            "7zz",
            "count",
            "bin",
            "sum",
            "strlen",
            "datefloor",
            "if",
            "sort",
            "limit",
            "#",
            "\n",
            "ö",
            "\\",
            "\"",
            "'",
            "`",
            "999999999999999999");
    private static final List<LogRecord> EVENTS = List.of(
            event("{\"level\":\"error\",\"user\":{\"id\":7},\"x\":[1,2,{\"y\":null}]}"),
            event("REPORT RequestId: 6bc28136-4d22-4b1f-9e6e-1d6e9bbf5d0d\tDuration: 1.5 ms\t"),
            event("{\"broken"),
            event("\ud800 text"));

    private static LogRecord event(String message) {
        return new LogRecord("123456789012:/aws/lambda/f", "s", 1_700_000_000_000L, 1_700_000_000_001L, message, "p");
    }

    @Test
    void every_text_is_a_query_or_is_told_where_it_is_none() {
        Random random = new Random(Long.getLong("lab.fuzz.seed", 1L));
        int queries = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()))
                    + IntStream.range(0, 1 + random.nextInt(9))
                            .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                            .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
            queries += isQuery(text) ? 1 : 0;
        }
        assertThat(queries).isGreaterThan(ROUNDS / 100);
    }

    private static boolean isQuery(String text) {
        try {
            Query.Result result = Query.parse(text, Instant.EPOCH).run(EVENTS, 10);
            assertThat(result.rows()).as(text).hasSizeLessThanOrEqualTo(EVENTS.size());
            return true;
        } catch (InvalidQueryException e) {
            assertThat(e.start()).as(text).isBetween(0, text.length());
            assertThat(e.end()).as(text).isBetween(e.start(), text.length());
            return false;
        } catch (TooComplexException | UnsupportedOperationException e) {
            return false;
        }
    }
}
