package io.devopslab.dora;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.dora.Change.Cause;
import io.devopslab.dora.Change.Failure;
import io.devopslab.dora.Change.Kind;
import io.devopslab.dora.Change.Recovery.By;
import io.devopslab.dora.Change.Rework;
import io.devopslab.text.Language;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    /** Three commits in a line, an hour apart. */
    private static Story line() {
        return new Story()
                .commit(0, "a")
                .commit(1, "b", "a")
                .commit(2, "c", "b")
                .commit(3, "d", "c");
    }

    private static Failure failure(Report report, int index) {
        return report.failed().get(index).failure().orElseThrow();
    }

    private static List<String> brought(Report report, int index) {
        return report.changes().get(index).brought().stream()
                .map(one -> one.commit().id())
                .toList();
    }

    @Test
    void nothing_is_no_data_and_never_zero() {
        Report report = line().report(24, 7);
        assertThat(report.perDay()).isEmpty();
        assertThat(report.leadTime()).isEmpty();
        assertThat(report.longLeadTime()).isEmpty();
        assertThat(report.changeFailRate()).isEmpty();
        assertThat(report.recoveryTime()).isEmpty();
        assertThat(report.reworkRate()).isEmpty();
        ObjectNode document = new ReportDocument(Language.EN).of(report);
        assertThat(document.path("deploymentFrequency").path("perDay").isNull()).isTrue();
        assertThat(document.path("leadTime").path("medianSeconds").isNull()).isTrue();
        assertThat(document.path("changeFailRate").path("percent").isNull()).isTrue();
        assertThat(document.path("recoveryTime").path("medianSeconds").isNull()).isTrue();
        assertThat(document.path("reworkRate").path("percent").isNull()).isTrue();
        assertThat(document.toString()).doesNotContain("NaN");
    }

    @Test
    void a_deployment_brings_what_the_last_successful_one_had_not() {
        Report report = line().deploys(1, "1", "a").deploys(5, "2", "c").report(24, 7);
        assertThat(brought(report, 1)).containsExactly("c", "b");
        assertThat(report.deliveries())
                .extracting(delivery -> delivery.lead().toHours())
                .containsExactly(1L, 3L, 4L);
        assertThat(report.leadTime()).contains(Duration.ofHours(3));
        assertThat(report.longLeadTime()).contains(Duration.ofHours(4));
        assertThat(report.perDay()).isEqualTo(OptionalDouble.of(2 / 7.0));
    }

    @Test
    void a_merge_brings_the_commits_of_its_branch() {
        Report report = line().commit(1.5, "x", "a")
                .commit(2.5, "m", "b", "x")
                .deploys(1, "1", "a")
                .deploys(2, "2", "b")
                .deploys(3, "3", "m")
                .report(24, 7);
        assertThat(brought(report, 2)).containsExactlyInAnyOrder("m", "x");
    }

    @Test
    void what_is_in_production_already_is_no_change() {
        Report report = line().deploys(1, "1", "a")
                .deploys(2, "2", "a")
                .deploys(3, "3", "a")
                .report(24, 1);
        assertThat(report.all())
                .extracting(Change::kind)
                .containsExactly(Kind.CHANGE, Kind.REPETITION, Kind.REPETITION);
        assertThat(report.perDay()).hasValue(1);
    }

    @Test
    void a_commit_is_no_older_than_its_parents_whatever_its_committers_clock_says() {
        Report report = line().commit(-500, "late", "b")
                .deploys(1, "1", "a")
                .deploys(2, "2", "b")
                .deploys(4, "3", "late")
                .report(24, 7);
        assertThat(report.deliveries().get(2).lead()).isEqualTo(Duration.ofHours(3));
        assertThat(brought(report, 2)).containsExactly("late");
    }

    @Test
    void a_failed_deployment_is_over_with_the_next_that_succeeds_which_is_rework() {
        Report report = line().deploys(1, "1", "a")
                .fails(2, "2", "b")
                .deploys(6, "3", "c")
                .report(24, 7);
        assertThat(report.changeFailRate()).hasValue(100 / 3.0);
        assertThat(failure(report, 0).cause()).isEqualTo(Cause.ACTION);
        assertThat(failure(report, 0).recovery().orElseThrow().by()).isEqualTo(By.DEPLOYMENT);
        assertThat(failure(report, 0).recovery().orElseThrow().execution()).isEqualTo("3");
        assertThat(report.recoveryTime()).contains(Duration.ofHours(4));
        assertThat(report.reworked())
                .extracting(change -> change.rework().orElseThrow())
                .containsExactly(new Rework(Rework.Reason.AGAIN, "2"));
        assertThat(report.leadTime()).as("b and c, and a").contains(Duration.ofHours(4));
    }

    @Test
    void a_failure_that_nobody_ended_is_open_and_in_no_median() {
        Report report = line().deploys(1, "1", "a").fails(2, "2", "b").report(24, 7);
        assertThat(failure(report, 0).recovery()).isEmpty();
        assertThat(report.recoveryTime()).isEmpty();
        assertThat(report.changeFailRate()).hasValue(50);
    }

    @Test
    void a_rollback_ends_a_failure_and_is_no_change() {
        Report report = line().deploys(1, "1", "a")
                .fails(2, "2", "b")
                .rollsBack(2.1, "r", "1")
                .report(24, 7);
        assertThat(report.changes()).hasSize(2);
        assertThat(failure(report, 0).recovery().orElseThrow().by()).isEqualTo(By.ROLLBACK);
        assertThat(report.recoveryTime()).contains(Duration.ofMinutes(6));
        assertThat(report.reworkRate()).hasValue(0);
    }

    @Test
    void after_a_rollback_production_has_what_it_had_and_the_commits_come_again() {
        Report report = line().deploys(1, "1", "a")
                .deploys(2, "2", "b")
                .rollsBack(3, "r", "1")
                .deploys(5, "3", "c")
                .report(24, 7);
        assertThat(brought(report, 2)).containsExactly("c", "b");
        assertThat(failure(report, 0).cause()).isEqualTo(Cause.ROLLBACK);
        assertThat(report.failed().get(0).deployment().execution()).isEqualTo("2");
        assertThat(failure(report, 0).lasted()).contains(Duration.ofHours(1));
        assertThat(report.reworked())
                .extracting(change -> change.deployment().execution())
                .containsExactly("3");
    }

    @Test
    void what_restores_itself_is_over_with_the_action() {
        Report report =
                line().deploys(1, "1", "a").failsAndRestores(2, "2", "b").report(24, 7);
        assertThat(failure(report, 0).recovery().orElseThrow().by()).isEqualTo(By.ITSELF);
        assertThat(report.recoveryTime()).contains(Duration.ofMinutes(10));
    }

    @Test
    void what_restores_itself_while_an_alarm_stands_is_over_when_that_is_quiet() {
        Report quiet = line().deploys(1, "1", "a")
                .alarm(1.9, "ALARM")
                .failsAndRestores(2, "2", "b")
                .alarm(3, "OK")
                .report(24, 7);
        assertThat(failure(quiet, 0).recovery().orElseThrow().at()).isEqualTo(Story.hour(3));
        assertThat(quiet.failed()).as("the alarm was of the second").hasSize(1);
        Report standing = line().deploys(1, "1", "a")
                .alarm(1.9, "ALARM")
                .failsAndRestores(2, "2", "b")
                .report(24, 7);
        assertThat(failure(standing, 0).recovery()).isEmpty();
    }

    @Test
    void an_alarm_after_a_deployment_makes_it_a_failure() {
        Report report = line().deploys(1, "1", "a")
                .deploys(2, "2", "b")
                .alarm(2.5, "ALARM")
                .alarm(2.8, "OK")
                .deploys(4, "3", "c")
                .report(24, 7);
        assertThat(report.failed()).hasSize(1);
        assertThat(failure(report, 0).cause()).isEqualTo(Cause.ALARM);
        assertThat(failure(report, 0).detail()).isEqualTo("errors");
        assertThat(report.recoveryTime()).contains(Duration.ofHours(2));
        assertThat(report.reworked())
                .extracting(change -> change.rework().orElseThrow())
                .containsExactly(new Rework(Rework.Reason.OPEN_FAILURE, "2"));
    }

    @Test
    void an_alarm_that_came_only_when_the_next_had_begun_makes_that_no_rework() {
        Report report = line().deploys(1, "1", "a")
                .deploys(2, "2", "b")
                .alarm(3.95, "ALARM")
                .deploys(4, "3", "c")
                .report(24, 7);
        assertThat(report.failed())
                .extracting(change -> change.deployment().execution())
                .containsExactly("2");
        assertThat(report.reworked()).isEmpty();
    }

    @Test
    void a_revert_of_what_failed_is_rework_long_after_it_was_over() {
        Report report = line().commit(1, "bbbbbbb1", "a")
                .commit(2.9, "c2", "bbbbbbb1")
                .says(4, "e2", "Undo it\n\nThis reverts commit bbbbbbb1.", "c2")
                .deploys(1, "1", "a")
                .fails(2, "2", "bbbbbbb1")
                .deploys(3, "3", "c2")
                .deploys(5, "4", "e2")
                .report(24, 7);
        assertThat(report.reworked())
                .extracting(change -> change.rework().orElseThrow().reason())
                .containsExactly(Rework.Reason.AGAIN, Rework.Reason.REVERT);
    }

    @Test
    void failing_and_reworking_are_two_numbers() {
        Report report = line().deploys(1, "1", "a")
                .fails(2, "2", "b")
                .fails(3, "3", "c")
                .deploys(4, "4", "d")
                .report(24, 7);
        assertThat(report.changeFailRate()).hasValue(50);
        assertThat(report.reworkRate()).as("3 failed too, and was rework").hasValue(50);
        assertThat(report.recoveryTime()).as("of two and of one hour").contains(Duration.ofMinutes(90));
    }

    @Test
    void only_the_window_counts_but_what_was_before_is_known() {
        Report report = line().deploys(1, "1", "a")
                .fails(2, "2", "b")
                .deploys(49, "3", "c")
                .report(60, 1);
        assertThat(report.changes()).hasSize(1);
        assertThat(brought(report, 0)).containsExactly("c", "b");
        assertThat(report.changeFailRate()).hasValue(0);
        assertThat(report.reworkRate()).hasValue(100);
        assertThat(report.recoveryTime()).isEmpty();
    }

    @Test
    void what_is_under_way_or_was_stopped_is_left_out() {
        Report report = line().deploys(1, "1", "a").undecided(2, "2", "b").report(24, 7);
        assertThat(report.all()).hasSize(1);
    }

    @Test
    void a_source_without_commits_has_changes_and_no_lead_time() {
        Report report = new Story().deploys(1, "1", "v1").deploys(2, "2", "v2").report(24, 1);
        assertThat(report.perDay()).hasValue(2);
        assertThat(report.leadTime()).isEmpty();
    }
}
