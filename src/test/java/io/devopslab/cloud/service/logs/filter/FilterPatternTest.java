package io.devopslab.cloud.service.logs.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterPatternTest {

    private static final String EVENT = """
            {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another"],
             "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "ThisFlag": true,
             "latency": 55.5, "detail-type": "x", "a.b": "dotted"}""";
    private static final String COMPOUND = """
            {"user": {"id": 1, "email": "John.Stiles@example.com"}, "users": [{"id": 2, "email":
             "John.Doe@example.com"}, {"id": 3, "email": "Jane.Doe@example.com"}],
             "actions": ["GET", "PUT", "DELETE"], "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]]}""";
    private static final String ACCESS =
            "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";

    private static boolean matches(String pattern, String message) {
        return FilterPattern.parse(pattern).matches(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; anything; true",
                "ERROR; Exiting with ERRORCODE: -1; true",
                "ERROR; all is well; false",
                "error; ERROR; false",
                "ERROR -Exiting; Exiting with ERRORCODE: -1; false",
                "`\"ERROR\" - \"Exiting\"`; [ERROR] A fatal exception; true",
                "ERROR Exception; [ERROR] Caught IllegalArgumentException; true",
                "ERROR Exception; [ERROR] Caught it; false",
                "`\"Failed to process\"`; [WARN] Failed to process the request; true",
                "`\"Failed to process\"`; [WARN] process Failed to; false",
                "?ERROR ?WARN; WARN message; true",
                "?ERROR ?WARN; INFO message; false",
                "ERROR WARN; ERROR message; false",
                "-WARN; ERROR message; true",
                "`\"say \\\"hi\\\"\"`; they say \"hi\" again; true",
                "%AUTHORIZED%; [ERROR 401] UNAUTHORIZED REQUEST; true",
                "%^[hc]at%; a hat; false",
                "%[hc]at$%; a hat; true",
                "%colou?r%; the color; true",
                "`%\\d{1,3}\\.\\d{1,3}%`; at 10.20; true",
                "%a{3,5}%; aa; false",
                "?%warn|WARN% ?\"fatal error\"; a fatal error; true"
            })
    void terms(String pattern, String message, boolean expected) {
        assertThat(matches(pattern, message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventType = \"UpdateTrail\" }",
                "{ $.eventType = UpdateTrail }",
                "{$.eventType=Update*}",
                "{ $.eventType = \"*Trail\" }",
                "{ $.sourceIPAddress != 123.123.* }",
                "{ $.sourceIPAddress = 111.111.* }",
                "{ $.arrayKey[0] = \"value\" }",
                "{ $.objectList[1].id = 2 }",
                "{ $.objectList[*].id = 2 }",
                "{ $.SomeObject IS NULL }",
                "{ $.SomeOtherObject NOT EXISTS }",
                "{ $.ThisFlag IS TRUE }",
                "{ $.ThisFlag is true }",
                "{ $.latency = 55.50 }",
                "{ $.latency > 5e1 }",
                "{ $.latency <= +56 && $.latency >= -1 }",
                "{ $.latency = * }",
                "{ $.detail-type = \"x\" }",
                "{ $.['a.b'] = dotted }",
                "{ $['a.b'] = dotted }",
                "{ $.eventType = %^Update% }",
                "{ $.eventType != %delete% }"
            })
    void json_patterns_that_match(String pattern) {
        if (pattern.contains("$.[")) {
            assertThatThrownBy(() -> matches(pattern, EVENT)).isInstanceOf(InvalidPatternException.class);
        } else {
            assertThat(matches(pattern, EVENT)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.eventType = \"Update\" }",
                "{ $.arrayKey = \"value\" }",
                "{ $.arrayKey != \"value\" }",
                "{ $.missing != \"value\" }",
                "{ $.SomeObject NOT EXISTS }",
                "{ $.SomeObject != 5 }",
                "{ $.ThisFlag IS FALSE }",
                "{ $.latency > 100 }",
                "{ $.eventType > 1 }"
            })
    void json_patterns_that_do_not_match(String pattern) {
        assertThat(matches(pattern, EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }; true",
                "{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }; false",
                "{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = nonmatch && $.actions[2] = no }; true",
                "{ ($.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = nonmatch) && $.actions[2] = no }; false"
            })
    void conjunction_binds_before_alternatives(String pattern, boolean expected) {
        assertThat(matches(pattern, COMPOUND)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[..., status_code, bytes]",
                "[ip, user, ...]",
                "[ip, user, ..., status_code, bytes]",
                "[ip, user, username, timestamp, request, status_code, bytes > 1000]",
                "[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]",
                "[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]",
                "[ip, user, username, timestamp, request, (status_code = 500 || status_code = 404), bytes]",
                "[..., request=*.html*, status_code=4*,]",
                "[ip=%127\\.0\\.0\\.[1-9]%, ...]",
                "[ip = \"127.0.0.1\", ...]"
            })
    void space_delimited_patterns_that_match(String pattern) {
        assertThat(matches(pattern, ACCESS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ip, user]",
                "[ip, user, username, timestamp, request, status_code = 200, bytes]",
                "[a, b, c, d, e, f, g, h, ...]",
                "[ip, user, username > 5, ...]"
            })
    void space_delimited_patterns_that_do_not_match(String pattern) {
        assertThat(matches(pattern, ACCESS)).isFalse();
    }

    @Test
    void fields_of_a_space_delimited_message_are_extracted() {
        assertThat(FilterPattern.parse("[..., request=*.html*, status_code=4*,]")
                        .extract(ACCESS))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "$1", "127.0.0.1",
                        "$2", "-",
                        "$3", "frank",
                        "$4", "10/Oct/2000:13:25:15 -0700",
                        "$request", "GET /index.html HTTP/1.0",
                        "$status_code", "404",
                        "$7", "1534"));
    }

    @Test
    void selected_properties_of_a_json_message_are_extracted() {
        assertThat(FilterPattern.parse("{ $.eventType = * && $.objectList[1].id = 2 }")
                        .extract(EVENT))
                .isEqualTo(Map.of("$.eventType", "UpdateTrail", "$.objectList[1].id", "2"));
    }

    @Test
    void a_message_that_is_no_json_matches_no_json_pattern() {
        assertThat(matches("{ $.a NOT EXISTS }", "plain text")).isFalse();
        assertThat(matches("{ $.a NOT EXISTS }", "{\"b\": 1} and more")).isFalse();
        assertThat(matches("{ $.a = 1 }", "{".repeat(5_000))).isFalse();
        assertThat(matches("{ $.a = 1 }", "[".repeat(100_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"Status: timeout; ':'", "`(a)`; '('", "`{ $.\"sc-status\" = 5 }`; '$.\"'", "`[ERROR`; none"})
    void an_invalid_character_is_named(String pattern, String named) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining(
                        named.equals("none") ? "Invalid filter pattern" : "Invalid character(s) in term " + named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"open",
                "%open",
                "%some(thing)%",
                "%something!%",
                "%[%",
                "%%",
                "%a\\b%",
                "{",
                "{}",
                "{ $.a }",
                "{ $.a = }",
                "{ $ = 1 }",
                "{ $.a[99999999999] = 1 }",
                "{ $.a = 1",
                "{ ($.a = 1 }",
                "{ $.a > text }",
                "{ $.a = 1 } more",
                "[..., a, ...]",
                "[a = 1 && b = 2]",
                "[a >]",
                "-",
                "?"
            })
    void nonsense_is_refused(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern)).isInstanceOf(InvalidPatternException.class);
    }

    @Test
    void a_regular_expression_that_takes_too_long_is_given_up() {
        FilterPattern pattern = FilterPattern.parse("%a*a*a*a*a*a*a*a*b$%");
        assertThatThrownBy(() -> pattern.matches("a".repeat(5_000)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("takes too long");
    }
}
