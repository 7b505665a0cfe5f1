package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.Evidence;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Refused;
import io.devopslab.check.Finding.Unknown;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Language;
import io.devopslab.text.Localized;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs checks. */
public final class Checker {

    private final Values values;
    private final Path workspace;
    private final JmesPaths expressions = new JmesPaths();
    private final CallEvidence calls;
    private final BranchEvidence branches;
    private final DoraEvidence dora;
    private final Function<Task, Optional<Message>> obstacle;

    /**
     * @param clock the time of the cloud
     */
    public Checker(Operations operations, Values values, Path workspace, InstantSource clock) {
        this(operations, values, workspace, clock, task -> Optional.empty());
    }

    /**
     * @param clock the time of the cloud
     * @param obstacle why a task cannot be done where the lab runs; its checks are not run then
     */
    public Checker(
            Operations operations,
            Values values,
            Path workspace,
            InstantSource clock,
            Function<Task, Optional<Message>> obstacle) {
        this.values = values;
        this.workspace = workspace;
        this.calls = new CallEvidence(operations, expressions);
        this.branches = new BranchEvidence(operations);
        this.dora = new DoraEvidence(operations, workspace, clock);
        this.obstacle = obstacle;
    }

    /** Runs the checks of the tasks. */
    public Report report(Lab lab, List<Task> tasks) throws InterruptedException {
        Map<String, Standing> standings = new HashMap<>();
        List<TaskResult> results = new ArrayList<>();
        for (Task task : lab.inOrder()) {
            if (tasks.contains(task)) {
                TaskResult result = task(task, standings);
                standings.put(task.id(), result.standing());
                results.add(result);
            }
        }
        return new Report(lab, results);
    }

    private TaskResult task(Task task, Map<String, Standing> earlier) throws InterruptedException {
        List<CheckResult> results = new ArrayList<>();
        Optional<Message> reason = obstacle.apply(task);
        for (Check check : task.checks()) {
            results.add(new CheckResult(
                    check, reason.isPresent() ? new Verdict.Inconclusive(reason.get()) : verdict(check)));
        }
        List<String> waitsFor = task.needs().stream()
                .filter(need -> earlier.getOrDefault(need, Standing.PASSED) != Standing.PASSED)
                .toList();
        return new TaskResult(task, results, waitsFor);
    }

    /** Runs one check. */
    public Verdict verdict(Check check) throws InterruptedException {
        try {
            return verdict(check, find(check.evidence()));
        } catch (MissingValueException e) {
            return fail(check, Texts.NOTHING, wanted(check), "", false);
        } catch (InconclusiveException e) {
            return new Verdict.Inconclusive(e.problem());
        }
    }

    private Finding find(Evidence evidence) throws InterruptedException {
        if (evidence instanceof Evidence.Calls some) {
            return calls.gather(some, values);
        }
        if (evidence instanceof Evidence.Dora report) {
            return dora.gather(report, values);
        }
        if (evidence instanceof Evidence.Branch branch) {
            return branches.gather(branch, values);
        }
        if (evidence instanceof Evidence.Clone clone) {
            return new CloneEvidence(workspace).gather(clone);
        }
        if (evidence instanceof Evidence.Http http) {
            return new LocalEvidence(workspace).gather(values.http(http.request()));
        }
        return evidence instanceof Evidence.Exec exec
                ? new LocalEvidence(workspace).gather(values.command(exec.command()))
                : FileEvidence.gather(workspace.resolve(values.text(((Evidence.FileAt) evidence).path())));
    }

    private Verdict verdict(Check check, Finding finding) {
        if (finding instanceof Unknown unknown) {
            return new Verdict.Inconclusive(unknown.reason());
        }
        return finding instanceof Refused refused
                ? refused(check, refused)
                : judged(check, ((Found) finding).document());
    }

    private Verdict judged(Check check, JsonNode document) {
        Expectation expectation = new Expectation(check, expressions);
        JsonNode actual = expectation.actual(document);
        if (expectation.isMetBy(document)) {
            return new Verdict.Pass(Texts.shown(actual, Language.EN));
        }
        return fail(
                check,
                Texts.shown(actual),
                expectation.expected(document).orElse(""),
                "",
                expectation.isPendingIn(document));
    }

    private Verdict refused(Check check, Refused refused) {
        return switch (check.onError()) {
            case FAIL -> fail(check, found(refused), wanted(check), said(refused), false);
            case INCONCLUSIVE -> new Verdict.Inconclusive(Message.of(Checker.class, "refused", said(refused)));
            case EXPECT -> {
                ObjectNode document = JsonNodeFactory.instance.objectNode();
                document.putObject("error")
                        .put("code", refused.code())
                        .put("message", refused.message())
                        .put("status", refused.status());
                yield judged(check, document);
            }
        };
    }

    private static String said(Refused refused) {
        return refused.code() + ": " + refused.message();
    }

    /** What the learner has, when AWS says why there is nothing to look at. */
    private static Localized found(Refused refused) {
        String code = " (" + refused.code() + ")";
        return refused.missing()
                ? new Localized(Texts.NOTHING.en() + code, Texts.NOTHING.vi() + code)
                : new Localized(said(refused), said(refused));
    }

    private String wanted(Check check) {
        return new Expectation(check, expressions)
                .expected(NullNode.getInstance())
                .orElse("");
    }

    private static Verdict fail(Check check, Localized actual, String expected, String error, boolean pending) {
        Localized message = new Localized(
                filled(check.message().en(), actual.en(), expected, error),
                filled(check.message().vi(), actual.vi(), expected, error));
        return new Verdict.Fail(message, expected, actual.en(), pending);
    }

    private static String filled(String message, String actual, String expected, String error) {
        return message.replace("{expected}", expected).replace("{error}", error).replace("{actual}", actual);
    }
}
