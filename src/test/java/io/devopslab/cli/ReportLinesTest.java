package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.check.TaskResult;
import io.devopslab.check.Verdict;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Paint;
import io.devopslab.text.Language;
import io.devopslab.text.Localized;
import io.devopslab.text.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportLinesTest {

    private static final Verdict FAILED =
            new Verdict.Fail(new Localized("Not yet.", "Chưa xong."), "Succeeded", "nothing yet", false);

    private static Report report(boolean pending) {
        Lab lab = Catalog.open(Path.of("labs").toAbsolutePath()).lab("cicd");
        Task task = lab.tasks().get(0);
        Verdict verdict = new Verdict.Fail(new Localized("Not yet.", "Chưa xong."), "Succeeded", "InProgress", pending);
        return new Report(
                lab,
                List.of(new TaskResult(
                        task, List.of(new CheckResult(task.checks().get(0), verdict)), List.of())));
    }

    private static String printed(Report report, boolean watched, Language language) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new ReportLines(new Console(stream, stream, new Paint(false), false, language), watched).print(report);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"EN, still running", "VI, đang chạy"})
    void what_is_still_running_is_told_with_what_to_do_in_both_languages(Language language, String words) {
        String told = printed(report(true), false, language);

        assertThat(told).contains(words).contains("--watch");
        assertThat(told.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(printed(report(false), false, language)).doesNotContain(words);
    }

    @ParameterizedTest
    @CsvSource({"EN, still running", "VI, đang chạy"})
    void who_watches_already_is_not_told_to_watch(Language language, String words) {
        assertThat(printed(report(true), true, language)).contains(words).doesNotContain("--watch");
    }

    @Test
    void a_task_whose_turn_has_not_come_takes_a_line() {
        Lab lab = Catalog.open(Path.of("labs").toAbsolutePath()).lab("cicd");
        Report whole = new Report(
                lab,
                lab.tasks().stream()
                        .map(task -> new TaskResult(
                                task, List.of(new CheckResult(task.checks().get(0), FAILED)), task.needs()))
                        .toList());

        String told = printed(whole, false, Language.EN);

        assertThat(told).contains("deployed  Deployed  (first: green-build)").containsOnlyOnce("Not yet.");
        assertThat(told.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void a_task_that_was_asked_for_is_told_in_full() {
        Lab lab = Catalog.open(Path.of("labs").toAbsolutePath()).lab("cicd");
        Task task = lab.tasks().get(1);
        Report one = new Report(
                lab,
                List.of(new TaskResult(
                        task, List.of(new CheckResult(task.checks().get(0), FAILED)), task.needs())));

        assertThat(printed(one, false, Language.EN)).contains("Not yet.").contains("(first: green-build)");
    }

    @ParameterizedTest
    @CsvSource({"EN, cannot be judged here", "VI, không đánh giá được"})
    void nobody_is_sent_to_work_on_what_cannot_be_judged(Language language, String words) {
        Lab lab = Catalog.open(Path.of("labs").toAbsolutePath()).lab("cicd");
        Task task = lab.tasks().get(0);
        Verdict unclear = new Verdict.Inconclusive(Message.of(ReportLinesTest.class, "not-running"));
        Report report = new Report(
                lab,
                List.of(new TaskResult(
                        task, List.of(new CheckResult(task.checks().get(0), unclear)), List.of())));

        assertThat(printed(report, false, language)).contains(words).doesNotContain("lab hint");
    }
}
