package io.devopslab.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.Evidence;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.text.Language;
import io.devopslab.text.Localized;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {

    private static final JsonNode DOCUMENT = Input.of(
            "status",
            "Failed",
            "count",
            2,
            "stages",
            List.of(Input.of("name", "Build", "status", "Failed"), Input.of("name", "Deploy")));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "status == 'Succeeded'                                   ; false ; Failed ; Succeeded",
                "status == 'Failed'                                      ; true  ; Failed ; Failed",
                "stages[?name=='Build'].status | [0] == 'Succeeded'    ; false ; Failed ; Succeeded",
                "count >= `3`                                            ; false ; 2      ; >= 3",
                "status != 'Failed'                                      ; false ; Failed ; ≠ Failed",
                "status == 'a == b'                                      ; false ; Failed ; a == b",
                "contains(stages[].name, 'Build')                        ; true  ; true   ; ~~",
                "count == `2` && status == 'Succeeded'                   ; false ; false  ; ~~",
                "missing == 'x'                                          ; false ; nothing yet ; x",
                "contains(missing, 'x')                                  ; false ; nothing yet ; ~~",
                "stages[?status=='Succeeded'].name == `[\"Build\"]`      ; false ; nothing yet ; [\"Build\"]"
            })
    void a_comparison_tells_what_was_found_and_what_was_wanted(
            String expect, boolean met, String actual, String expected) {
        Expectation expectation = new Expectation(check(expect), new JmesPaths());
        assertThat(expectation.isMetBy(DOCUMENT)).isEqualTo(met);
        assertThat(Texts.shown(expectation.actual(DOCUMENT), Language.EN)).isEqualTo(actual);
        assertThat(expectation.expected(DOCUMENT).orElse("")).isEqualTo(expected);
    }

    private static Check check(String expect) {
        Localized text = new Localized("", "");
        return new Check(
                "c",
                text,
                new Evidence.FileAt("x"),
                expect,
                Optional.empty(),
                Optional.empty(),
                text,
                Check.OnError.FAIL);
    }
}
