package io.devopslab.aws.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is expected was printed by the AWS CLI for the same document. */
final class OutputTest {

    private static JsonNode document() {
        try {
            return new ObjectMapper().readTree("""
                    {"name": "shop", "on": true, "none": null, "count": 3, "empty": [], "tags": {"k": "v"},
                     "stages": [{"stage": "Source", "actions": [{"n": "a"}, {"n": "b", "extra": "x"}]},
                                {"stage": "Build", "status": "Failed", "ids": ["1", "2"]}]}""");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode asked(String query) {
        return new Query(Optional.of(query)).of(document());
    }

    @Test
    void text_has_a_line_for_each_object() {
        assertThat(TextOutput.of(document())).isEqualTo("""
                3\tshop\tNone\tTrue
                STAGES\tSource\t
                ACTIONS\t\ta
                ACTIONS\tx\tb
                STAGES\tBuild\tFailed
                IDS\t1
                IDS\t2
                TAGS\tv
                """);
        assertThat(TextOutput.of(asked("stages[].[stage,status]"))).isEqualTo("Source\tNone\nBuild\tFailed\n");
        assertThat(TextOutput.of(asked("stages[].stage"))).isEqualTo("Source\tBuild\n");
        assertThat(TextOutput.of(asked("nothing"))).isEqualTo("None\n");
    }

    @Test
    void a_table_nests_the_objects_of_an_object() {
        assertThat(TableOutput.of("GetThing", document())).isEqualTo("""
                -----------------------------------
                |            GetThing             |
                +--------+-------+-------+--------+
                |  count | name  | none  |  on    |
                +--------+-------+-------+--------+
                |  3     |  shop |  None |  True  |
                +--------+-------+-------+--------+
                ||            stages             ||
                |+--------------+----------------+|
                ||     stage    |    status      ||
                |+--------------+----------------+|
                ||  Source      |                ||
                |+--------------+----------------+|
                |||           actions           |||
                ||+------------------+----------+||
                |||       extra      |    n     |||
                ||+------------------+----------+||
                |||                  |  a       |||
                |||  x               |  b       |||
                ||+------------------+----------+||
                ||            stages             ||
                |+--------------+----------------+|
                ||     stage    |    status      ||
                |+--------------+----------------+|
                ||  Build       |  Failed        ||
                |+--------------+----------------+|
                |||             ids             |||
                ||+-----------------------------+||
                |||  1                          |||
                |||  2                          |||
                ||+-----------------------------+||
                ||             tags              ||
                |+--------------+----------------+|
                ||  k           |  v             ||
                |+--------------+----------------+|
                """);
    }

    @Test
    void a_table_of_lists_has_their_columns() {
        assertThat(TableOutput.of("GetThing", asked("stages[].[stage,status]"))).isEqualTo("""
                ----------------------
                |      GetThing      |
                +---------+----------+
                |  Source |  None    |
                |  Build  |  Failed  |
                +---------+----------+
                """);
        assertThat(TableOutput.of("GetThing", asked("name"))).isEqualTo("""
                ----------
                |GetThing|
                +--------+
                """);
        assertThat(TableOutput.of("GetThing", asked("empty"))).isEmpty();
    }

    @Test
    void json_is_indented_by_four_and_an_empty_answer_prints_nothing() {
        assertThat(JsonOutput.of(asked("{a: tags, b: empty}"))).isEqualTo("""
                {
                    "a": {
                        "k": "v"
                    },
                    "b": []
                }
                """);
        assertThat(JsonOutput.of(new ObjectMapper().createObjectNode())).isEmpty();
    }
}
