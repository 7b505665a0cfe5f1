package io.devopslab.cloud.runtime.function.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "-0.5e-3",
                "[]",
                "{}",
                "[[],{},[{}]]",
                "{\"a\":{\"b\":[1,{\"c\":null}]},\"d\":\"\\u0000\\\"\\\\/\\b\\f\\n\\r\\t é😀\\ud83d\"}",
                " [ 1 , 2147483648 , 9223372036854775808 , true , false ] "
            })
    void reads_and_writes_what_jackson_does(String json) throws IOException {
        ObjectMapper jackson = new ObjectMapper();

        String written = JsonWriter.write(JsonReader.read(json));

        assertThat(jackson.readTree(written)).isEqualTo(jackson.readTree(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "nul",
                "truefalse",
                "1 2",
                "\"open",
                "\"\\u12\"",
                "-",
                "[1",
                "}"
            })
    void refuses_what_is_no_json(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_what_is_too_deep_or_contains_itself() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).hasMessageContaining("nested deeper");
        assertThat(JsonReader.read("[[]]".repeat(1))).isEqualTo(List.of(List.of()));
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertThatThrownBy(() -> JsonWriter.write(loop)).hasMessageContaining("contains itself");
    }

    @Test
    void same_object_twice_side_by_side_is_no_loop() {
        List<Integer> one = List.of(1);

        assertThat(JsonWriter.write(List.of(one, one))).isEqualTo("[[1],[1]]");
    }

    public record Item(String name, int count, Optional<String> note) {}

    @SuppressWarnings("ArrayRecordComponent") // what is tested: records with arrays
    public record Basket(List<Item> items, Map<String, Long> totals, double[] prices, boolean open) {}

    @Test
    void binds_records_with_generic_parts() {
        Basket basket = (Basket) java.util.Objects.requireNonNull(Binder.bind(
                JsonReader.read("{\"items\":[{\"name\":\"a\",\"count\":1}],\"totals\":{\"x\":5},\"prices\":[1,2.5]}"),
                Basket.class));

        assertThat(basket.items()).containsExactly(new Item("a", 1, Optional.empty()));
        assertThat(basket.totals()).containsEntry("x", 5L);
        assertThat(basket.prices()).containsExactly(1, 2.5);
        assertThat(basket.open()).isFalse();
    }

    @Test
    void says_what_does_not_fit() {
        assertThatThrownBy(() -> Binder.bind(JsonReader.read("1.5"), int.class))
                .hasMessage("An error occurred during JSON parsing: the number 1.5 cannot become a int.");
        assertThatThrownBy(() -> Binder.bind(JsonReader.read("{}"), String.class))
                .hasMessageContaining("a JSON object cannot become a java.lang.String");
        assertThatThrownBy(() -> Binder.bind(JsonReader.read("[]"), Map.class)).hasMessageContaining("a JSON list");
    }
}
