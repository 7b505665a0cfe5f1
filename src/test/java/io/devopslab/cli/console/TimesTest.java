package io.devopslab.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {

    private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant THEN = Instant.parse("2026-11-27T22:10:12.551300573Z");

    @Test
    void a_moment_is_local_and_short() {
        assertThat(new Times(HANOI, THEN, Language.EN).moment(THEN)).isEqualTo("28 Nov 05:10");
        assertThat(new Times(HANOI, THEN, Language.VI).moment(THEN)).isEqualTo("05:10 28/11");
    }

    @Test
    void a_moment_of_another_year_says_its_year() {
        assertThat(new Times(HANOI, THEN.plus(Duration.ofDays(60)), Language.EN).moment(THEN))
                .isEqualTo("28 Nov 2026 05:10");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5M, less than a minute, chưa đến một phút",
        "PT59S, less than a minute, chưa đến một phút",
        "PT3M7S, 3 min, 3 phút",
        "PT2H5M, 2 h 5 min, 2 giờ 5 phút",
        "P1DT4H59M, 1 d 4 h, 1 ngày 4 giờ"
    })
    void a_span_is_said_in_its_largest_units(Duration span, String english, String vietnamese) {
        assertThat(new Times(HANOI, THEN.plus(span), Language.EN).since(THEN)).isEqualTo(english);
        assertThat(new Times(HANOI, THEN.plus(span), Language.VI).since(THEN)).isEqualTo(vietnamese);
    }

    @Test
    void programs_read_iso_to_the_second() {
        assertThat(Times.iso(THEN)).isEqualTo("2026-11-27T22:10:12Z");
    }
}
