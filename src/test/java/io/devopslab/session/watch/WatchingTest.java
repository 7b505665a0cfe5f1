package io.devopslab.session.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.catalog.Labs;
import io.devopslab.catalog.Task;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.check.TaskResult;
import io.devopslab.check.Verdict;
import io.devopslab.text.Localized;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the checks run again: told by a script of what changes, without a clock. */
final class WatchingTest {

    private final List<Duration> patience = new ArrayList<>();
    private final List<Report> told = new ArrayList<>();

    private static Report report(Verdict verdict) {
        Task task = Labs.tiny().task("ready").orElseThrow();
        CheckResult result = new CheckResult(task.checks().get(0), verdict);
        return new Report(Labs.tiny(), List.of(new TaskResult(task, List.of(result), List.of())));
    }

    private static Report failing(String actual) {
        return report(new Verdict.Fail(new Localized(actual, actual), "ready", actual, false));
    }

    private static Report passing() {
        return report(new Verdict.Pass("ready"));
    }

    /** Watches these reports while what changes is as it says; beyond both it ends as an interrupted one does. */
    private Report watch(List<Report> reports, Boolean... changes) throws InterruptedException {
        Deque<Report> next = new ArrayDeque<>(reports);
        Deque<Boolean> script = new ArrayDeque<>(Arrays.asList(changes));
        Changes scripted = wait -> {
            patience.add(wait);
            if (script.isEmpty()) {
                throw new InterruptedException("the script has ended");
            }
            return script.remove();
        };
        return new Watching(next::remove, scripted, told::add).run();
    }

    @Test
    void what_passes_at_once_is_told_once_and_nothing_is_awaited() throws Exception {
        assertThat(watch(List.of(passing()))).isEqualTo(passing());
        assertThat(told).containsExactly(passing());
        assertThat(patience).isEmpty();
    }

    @Test
    void nothing_is_asked_while_nothing_changes() {
        assertThatThrownBy(() -> watch(List.of(failing("new")), false, false, false))
                .isInstanceOf(InterruptedException.class);
        assertThat(told).containsExactly(failing("new"));
        assertThat(patience).containsOnly(Watching.LONG);
    }

    @Test
    void a_change_is_looked_at_when_its_burst_has_ended() throws Exception {
        assertThat(watch(List.of(failing("new"), passing()), true, true, true, false))
                .isEqualTo(passing());
        assertThat(told).containsExactly(failing("new"), passing());
        assertThat(patience).containsExactly(Watching.LONG, Watching.QUIET, Watching.QUIET, Watching.QUIET);
    }

    @Test
    void what_a_change_brings_about_later_is_seen_without_another_change() throws Exception {
        assertThat(watch(List.of(failing("new"), failing("new"), passing()), true, false, false))
                .isEqualTo(passing());
        assertThat(patience).containsExactly(Watching.LONG, Watching.QUIET, Watching.AFTERMATH);
    }

    @Test
    void the_same_report_is_not_told_again() {
        assertThatThrownBy(() -> watch(
                        List.of(failing("new"), failing("new"), failing("new"), failing("other")),
                        true,
                        false,
                        false,
                        true,
                        false))
                .isInstanceOf(InterruptedException.class);
        assertThat(told).containsExactly(failing("new"), failing("other"));
    }

    @Test
    void a_check_that_rings_the_bell_itself_runs_less_and_less_often() {
        Report same = failing("new");
        Boolean[] always = new Boolean[1 + 2 * 8];
        Arrays.fill(always, false);
        for (int i = 0; i < always.length; i += 2) {
            always[i] = true;
        }
        assertThatThrownBy(() -> watch(java.util.Collections.nCopies(20, same), always))
                .isInstanceOf(InterruptedException.class);
        assertThat(told).hasSize(1);
        assertThat(patience).contains(Watching.LONGEST_QUIET).allMatch(each -> each.compareTo(Watching.LONG) <= 0);
    }

    @Test
    void a_storm_of_changes_does_not_keep_the_checks_from_running() throws Exception {
        Boolean[] storm = new Boolean[100];
        Arrays.fill(storm, true);
        assertThat(watch(List.of(failing("new"), passing()), storm)).isEqualTo(passing());
    }
}
