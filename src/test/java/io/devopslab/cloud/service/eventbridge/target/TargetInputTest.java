package io.devopslab.cloud.service.eventbridge.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.model.InputTransformer;
import software.amazon.awssdk.services.eventbridge.model.Target;

final class TargetInputTest {

    private static final String RULE = "arn:aws:events:eu-west-1:123456789012:rule/on-push";
    private static final Instant INGESTION = Instant.parse("2026-01-05T09:00:00Z");

    private final ObjectNode event = event();

    private static ObjectNode event() {
        try {
            return (ObjectNode) new ObjectMapper().readTree("""
                            {"id": "e1", "detail-type": "A \\"push\\"",
                             "detail": {"branch": "main", "count": 3, "files": [{"name": "a"}, {"name": "b"}]}}
                            """);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String input(Target.Builder target) {
        return TargetInput.of(target.build(), event, RULE, INGESTION);
    }

    private String transformed(String template, Map<String, String> paths) {
        return input(Target.builder()
                .inputTransformer(InputTransformer.builder()
                        .inputPathsMap(paths)
                        .inputTemplate(template)
                        .build()));
    }

    @Test
    void a_target_gets_the_whole_event_by_default() {
        assertThat(input(Target.builder())).isEqualTo(event.toString());
    }

    @Test
    void a_constant_replaces_the_event() {
        assertThat(input(Target.builder().input("{\"a\":1}"))).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    $.detail.branch          | "main"
                    $.detail.count           | 3
                    $.detail.files[1].name   | "b"
                    $.detail.files[*].name   | ["a","b"]
                    $.detail-type            | "A \\"push\\""
                    $.detail.none            | null
                    """)
    void a_path_takes_a_part_of_the_event(String path, String expected) {
        assertThat(input(Target.builder().inputPath(path))).isEqualTo(expected);
    }

    @Test
    void a_template_of_an_object_gets_values_as_json() {
        assertThat(transformed(
                        "{\"branch\": <b>, \"text\": \"pushed <b> with <t>\", \"files\": <f>}",
                        Map.of("b", "$.detail.branch", "t", "$.detail-type", "f", "$.detail.files")))
                .isEqualTo("{\"branch\": \"main\", \"text\": \"pushed main with A \\\"push\\\"\","
                        + " \"files\": [{\"name\":\"a\"},{\"name\":\"b\"}]}");
    }

    @Test
    void a_template_of_a_text_gets_values_as_text_and_nothing_for_what_is_missing() {
        assertThat(transformed("\"<b> <n>.\"", Map.of("b", "$.detail.branch", "n", "$.none")))
                .isEqualTo("\"main .\"");
    }

    @Test
    void predefined_variables_need_no_path() {
        assertThat(transformed("{\"rule\": <aws.events.rule-name>, \"arn\": \"<aws.events.rule-arn>\"}", Map.of()))
                .isEqualTo("{\"rule\": \"on-push\", \"arn\": \"" + RULE + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "detail", "$detail", "$.", "$.a..b", "$.a[", "$.a[x]", "$.a[-1]", "$['a'", "$.a['b']"})
    void a_text_that_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
