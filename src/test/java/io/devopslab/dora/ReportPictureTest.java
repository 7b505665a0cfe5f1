package io.devopslab.dora;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.text.Language;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That a picture can be read. */
final class ReportPictureTest {

    private static final Pattern CIRCLE = Pattern.compile("<circle cx=\"(\\d+)\" cy=\"(\\d+)\"");
    private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");

    private static String picture(Report report) {
        return new ReportPicture(Language.EN, ZoneOffset.UTC).of(report);
    }

    private static List<int[]> pairs(Pattern pattern, String picture) {
        List<int[]> pairs = new ArrayList<>();
        for (MatchResult match : pattern.matcher(picture).results().toList()) {
            pairs.add(new int[] {Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))});
        }
        return pairs;
    }

    private static Story busy(int deployments) {
        Story story = new Story().commit(0, "c0");
        for (int i = 0; i < deployments; i++) {
            story.commit(i / 40.0, "c" + (i + 1), "c" + i).deploys(0.2 + i / 40.0, "e" + i, "c" + (i + 1));
        }
        return story;
    }

    @Test
    void the_deployments_of_a_busy_hour_in_a_long_window_do_not_cover_each_other() {
        String picture = picture(busy(30).report(1, 7));

        List<int[]> circles = pairs(CIRCLE, picture);
        int[] box = pairs(BOX, picture).get(0);
        assertThat(circles).hasSize(30);
        for (int i = 0; i < circles.size(); i++) {
            int[] one = circles.get(i);
            assertThat(one[0]).isBetween(30, box[0] - 30);
            // Under the tiles, with room for a number and a letter above, and above the legend.
            assertThat(one[1]).isBetween(185 + 50, box[1] - 60);
            for (int[] other : circles.subList(i + 1, circles.size())) {
                assertThat(Math.hypot(one[0] - other[0], one[1] - other[1])).isGreaterThanOrEqualTo(TimeLine.APART);
            }
        }
    }

    @Test
    void a_line_of_hours_tells_hours_and_one_of_days_tells_days() {
        assertThat(picture(busy(3).report(1, 7))).contains(">5 Jan 10:00<").contains(">5 Jan 09:12<");
        assertThat(picture(busy(3).report(100, 7))).contains(">5 Jan<").contains(">9 Jan<");
    }

    @Test
    void an_empty_window_has_its_own_ends() {
        assertThat(picture(new Story().report(0, 7))).contains(">29 Dec<").contains(">5 Jan<");
    }
}
