package io.devopslab.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.Command;
import io.devopslab.catalog.HttpCall;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.catalog.Step;
import io.devopslab.check.CommandRunner;
import io.devopslab.check.HttpRunner;
import io.devopslab.check.Values;
import io.devopslab.check.Verdict;
import io.devopslab.session.git.Commits;
import io.devopslab.session.stack.Backoff;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Does the steps of a lab, one after the other, until one fails. */
final class StepRunner {

    private final Workbench bench;
    private final Journal journal;
    private final JmesPaths expressions = new JmesPaths();
    private Values values;

    StepRunner(Workbench bench, Journal journal) {
        this.bench = bench;
        this.journal = journal;
        this.values = bench.values(journal);
    }

    void run(List<Step> steps) throws InterruptedException {
        for (Step step : steps) {
            run(step);
        }
    }

    void run(Step step) throws InterruptedException {
        if (step instanceof Step.CallStep call) {
            bench.step(Workbench.message("step.call", call.call().operation()), () -> call(call));
        } else if (step instanceof Step.GitStep git) {
            String repository = values.text(git.repository());
            bench.step(Workbench.message("step.git", repository, git.branch()), () -> commit(git, repository));
        } else if (step instanceof Step.FileStep file) {
            Edits edits = new Edits(journal.workspace(), values);
            bench.step(Workbench.message("step.file", file.path()), () -> edits.apply(file));
        } else if (step instanceof Step.ExecStep exec) {
            Command command = values.command(exec.command());
            bench.step(Workbench.message("step.exec", String.join(" ", command.words())), () -> execute(command));
        } else if (step instanceof Step.HttpStep http) {
            HttpCall call = values.http(http.request());
            bench.step(Workbench.message("step.http", call.method(), call.url()), () -> send(call, http.again()));
        } else if (step instanceof Step.LibraryStep library) {
            bench.step(Workbench.message("step.library", library.name()), () -> bring(library));
        } else if (step instanceof Step.AdvanceStep advance) {
            bench.step(
                    Workbench.message("step.advance", shown(advance.duration())),
                    () -> bench.site().clock().advance(advance.duration()));
        } else if (step instanceof Step.AwaitStep await) {
            bench.step(Workbench.message("step.await", String.join(", ", await.checks())), () -> await(await));
        }
    }

    /** As manifests have it: {@code 1h30m}. */
    private static String shown(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private void call(Step.CallStep step) throws InterruptedException {
        String operation = step.call().operation().toString();
        ObjectNode output = repetition().until(step.again(), operation, () -> output(step.call()));
        values = values.saving(step.call(), output, expressions);
    }

    private Repetition repetition() {
        return new Repetition(bench.site().clock()::pause, values, expressions);
    }

    private ObjectNode output(Call call) {
        JsonNode input = new Marking(bench, journal).mark(call.operation(), values.node(call.with()));
        Outcome outcome = call.paginate()
                ? bench.operations().callAll(call.operation(), input)
                : bench.operations().call(call.operation(), input);
        return outcome.orThrow();
    }

    private void commit(Step.GitStep git, String repository) {
        Commits commits = new Commits(bench.site().clients().get(CodeCommitClient.class));
        String message =
                git.message().isEmpty() ? "Work on the lab " + bench.lab().id() : values.text(git.message());
        commits.commit(new Commits.Change(
                repository,
                values.text(git.branch()),
                git.base().map(values::text),
                git.push(),
                git.delete().stream().map(values::text).toList(),
                message));
    }

    private void execute(Command command) throws InterruptedException {
        String line = String.join(" ", command.words());
        try {
            CommandRunner.Result result = new CommandRunner(journal.workspace()).run(command);
            if (result.timedOut()) {
                throw new StepFailedException(Workbench.message(
                        "step.exec.late", line, command.timeout().toSeconds()));
            }
            if (result.exitCode() != 0) {
                String said = result.stderr().isBlank() ? result.stdout() : result.stderr();
                throw new StepFailedException(
                        Workbench.message("step.exec.failed", line, result.exitCode(), said.strip()));
            }
        } catch (IOException e) {
            throw new StepFailedException(
                    Workbench.message("step.exec.failed", line, "-", String.valueOf(e.getMessage())));
        }
    }

    private void send(HttpCall call, Step.Again again) throws InterruptedException {
        boolean isFree = again instanceof Step.Again.Until
                || (again instanceof Step.Again.Times times && times.until().isPresent());
        repetition().until(again, call.method() + " " + call.url(), () -> answer(call, isFree));
    }

    /**
     * @param isFree whether an answer may be an error
     */
    private static ObjectNode answer(HttpCall call, boolean isFree) throws InterruptedException {
        try {
            HttpRunner.Result result = new HttpRunner().send(call);
            if (!isFree && result.status() >= 400) {
                throw new StepFailedException(
                        Workbench.message("step.http.failed", call.url(), result.status() + " " + result.body()));
            }
            return result.document();
        } catch (IOException | IllegalArgumentException e) {
            throw new StepFailedException(Workbench.message("step.http.failed", call.url(), e));
        }
    }

    private void bring(Step.LibraryStep library) {
        byte[] zip = Library.named(library.name()).zip();
        String bucket = values.text(library.bucket());
        String key = values.text(library.key());
        bench.site()
                .clients()
                .get(S3Client.class)
                .putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(zip));
    }

    private void await(Step.AwaitStep await) throws InterruptedException {
        for (String id : await.checks()) {
            Check check = bench.lab().check(id).orElseThrow();
            await(check, await);
        }
    }

    private void await(Check check, Step.AwaitStep await) throws InterruptedException {
        Backoff backoff = new Backoff(bench.site().clock()::pause);
        while (true) {
            // A new checker each time: outputs of stacks may come only now.
            Verdict verdict = bench.checker(journal).verdict(check);
            if (verdict instanceof Verdict.Pass) {
                return;
            }
            if (backoff.waited().compareTo(await.within()) >= 0) {
                throw late(check, await, verdict);
            }
            backoff.pause();
        }
    }

    private static RuntimeException late(Check check, Step.AwaitStep await, Verdict verdict) {
        if (verdict instanceof Verdict.Inconclusive unclear) {
            return new InconclusiveException(unclear.reason(), Workbench.message("try-again"));
        }
        Object said = verdict instanceof Verdict.Fail fail ? fail.message() : Message.of(Session.class, "try-again");
        return new StepFailedException(
                Workbench.message("step.await.late", check.id(), await.within().toSeconds(), said));
    }
}
