package io.devopslab.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.devopslab.aws.FakeClients;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.Check;
import io.devopslab.catalog.Check.OnError;
import io.devopslab.catalog.Command;
import io.devopslab.catalog.Evidence;
import io.devopslab.catalog.HttpCall;
import io.devopslab.catalog.Labs;
import io.devopslab.check.Verdict.Fail;
import io.devopslab.check.Verdict.Inconclusive;
import io.devopslab.check.Verdict.Pass;
import io.devopslab.text.Language;
import io.devopslab.text.Localized;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;

class CheckerTest {

    @TempDir
    Path workspace;

    @Test
    void a_call_that_answers_as_expected_passes() throws Exception {
        assertThat(verdict(call("good"), "Parameter.Value == 'value of good'", OnError.FAIL))
                .isEqualTo(new Pass("value of good"));
    }

    @Test
    void a_call_that_answers_otherwise_fails_with_the_message_in_both_languages() throws Exception {
        Verdict verdict = verdict(call("good"), "Parameter.Value == 'other'", OnError.FAIL);
        assertThat(verdict)
                .isEqualTo(new Fail(
                        new Localized("have value of good, want other ()", "có value of good, cần other ()"),
                        "other",
                        "value of good",
                        false));
    }

    @ParameterizedTest
    @CsvSource({
        "Parameter.Value == 'value of good', true",
        "Parameter.Value == 'something else', false",
        "Parameter.Value, false",
        "length(`7`) > `0`, false"
    })
    void a_failure_of_what_is_still_under_way_says_so_and_fails_all_the_same(String pending, boolean told)
            throws Exception {
        assertThat(verdict(call("good"), "Parameter.Value == 'other'", OnError.FAIL, Optional.of(pending)))
                .isInstanceOfSatisfying(Fail.class, fail -> {
                    assertThat(fail.pending()).isEqualTo(told);
                    assertThat(Standing.of(fail)).isEqualTo(Standing.FAILED);
                });
    }

    @Test
    void what_passes_is_not_pending_and_what_is_refused_neither() throws Exception {
        Optional<String> always = Optional.of("`true`");
        assertThat(verdict(call("good"), "Parameter.Value == 'value of good'", OnError.FAIL, always))
                .isInstanceOf(Pass.class);
        assertThat(verdict(call("fail ParameterNotFound 400"), "Parameter.Value == 'x'", OnError.FAIL, always))
                .isInstanceOfSatisfying(
                        Fail.class, fail -> assertThat(fail.pending()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400",
        "InternalServerError, 500",
        "NotImplemented, 501",
        "ExpiredTokenException, 400",
        "AccessDeniedException, 400"
    })
    void an_outage_is_never_the_learners_mistake(String code, int status) throws Exception {
        for (OnError onError : OnError.values()) {
            assertThat(verdict(call("fail " + code + " " + status), "Parameter.Value == 'x'", onError))
                    .isInstanceOfSatisfying(Inconclusive.class, unclear -> {
                        assertThat(unclear.reason().in(Language.EN)).contains("ssm:GetParameter");
                        assertThat(unclear.reason().in(Language.VI)).contains("ssm:GetParameter");
                    });
        }
    }

    @Test
    void what_is_not_there_fails_unless_the_check_says_otherwise() throws Exception {
        Evidence missing = call("fail ParameterNotFound 400");
        assertThat(verdict(missing, "Parameter.Value == 'x'", OnError.FAIL))
                .isInstanceOfSatisfying(Fail.class, fail -> {
                    assertThat(fail.actual()).isEqualTo("nothing yet (ParameterNotFound)");
                    assertThat(fail.expected()).isEqualTo("x");
                });
        assertThat(verdict(missing, "Parameter.Value == 'x'", OnError.INCONCLUSIVE))
                .isInstanceOf(Inconclusive.class);
        assertThat(verdict(missing, "error.code == 'ParameterNotFound'", OnError.EXPECT))
                .isInstanceOf(Pass.class);
    }

    @Test
    void a_later_call_uses_what_an_earlier_one_saved() throws Exception {
        Call first = new Call("a", name(), Input.of("Name", "x"), false, Map.of("v", "Parameter.Value"));
        Call second = new Call("b", name(), Input.of("Name", "${saved.v}"), false, Map.of());
        assertThat(verdict(
                        new Evidence.Calls(List.of(first, second)),
                        "b.Parameter.Value == 'value of value of x'",
                        OnError.FAIL))
                .isInstanceOf(Pass.class);
        Call nothing = new Call("a", name(), Input.of("Name", "x"), false, Map.of("v", "Parameter.Nothing"));
        assertThat(verdict(new Evidence.Calls(List.of(nothing, second)), "b == 'x'", OnError.FAIL))
                .isInstanceOfSatisfying(Fail.class, fail -> {
                    assertThat(fail.actual()).isEqualTo("nothing yet");
                    assertThat(fail.expected()).isEqualTo("x");
                });
    }

    @Test
    void a_stack_that_is_not_there_is_no_mistake_of_the_learner() throws Exception {
        assertThat(verdict(call("${stack.tiny.Name}"), "Parameter.Value == 'x'", OnError.FAIL))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void a_report_without_checks_never_passes() throws Exception {
        assertThat(checker().report(Labs.tiny(), List.of()).standing()).isEqualTo(Standing.INCONCLUSIVE);
        assertThat(Standing.of(List.of())).isEqualTo(Standing.INCONCLUSIVE);
        assertThat(Standing.of(List.of(Standing.PASSED, Standing.INCONCLUSIVE))).isEqualTo(Standing.INCONCLUSIVE);
        assertThat(Standing.of(List.of(Standing.INCONCLUSIVE, Standing.FAILED))).isEqualTo(Standing.FAILED);
    }

    @Test
    void files_are_looked_into() throws Exception {
        Files.writeString(workspace.resolve("a.json"), "{\"x\": [1, 2]}");
        assertThat(verdict(new Evidence.FileAt("a.json"), "json.x[1] == `2`", OnError.FAIL))
                .isInstanceOf(Pass.class);
        assertThat(verdict(new Evidence.FileAt("b.json"), "exists", OnError.FAIL))
                .isInstanceOf(Fail.class);
    }

    @Test
    void commands_are_run_in_the_workspace() throws Exception {
        assertThat(verdict(exec(Duration.ofSeconds(20), "sh", "-c", "pwd; exit 3"), "exitCode == `3`", OnError.FAIL))
                .isInstanceOf(Pass.class);
        assertThat(verdict(exec(Duration.ofSeconds(20), "no-such-command"), "exitCode == `0`", OnError.FAIL))
                .isInstanceOf(Inconclusive.class);
        assertThat(verdict(exec(Duration.ofMillis(200), "sleep", "60"), "exitCode == `0`", OnError.FAIL))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void answers_over_http_are_looked_at() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Version", "7");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        String expect = "status == `200` && json.ok && headers.\"x-version\" == '7'";
        assertThat(verdict(http(url), expect, OnError.FAIL)).isInstanceOf(Pass.class);
        server.stop(0);
        assertThat(verdict(http(url), "status == `200`", OnError.FAIL))
                .isInstanceOfSatisfying(
                        Fail.class, fail -> assertThat(fail.actual()).contains("no answer from " + url));
        assertThat(verdict(http("file:///etc/passwd"), "status == `200`", OnError.FAIL))
                .isInstanceOf(Fail.class);
    }

    @Test
    void clones_are_looked_into() throws Exception {
        try (Git git = Git.init()
                .setDirectory(workspace.resolve("app").toFile())
                .setInitialBranch("main")
                .call()) {
            Files.writeString(workspace.resolve("app/a.txt"), "a");
            git.add().addFilepattern(".").call();
            git.commit().setMessage("First").setSign(false).call();
        }
        Evidence clone = new Evidence.Clone("app", "a.txt");
        String expect = "branch == 'main' && clean && commit.message == 'First' && file.text == 'a'";
        assertThat(verdict(clone, expect, OnError.FAIL)).isInstanceOf(Pass.class);
        assertThat(verdict(new Evidence.Clone("other", ""), "exists", OnError.FAIL))
                .isInstanceOf(Fail.class);
    }

    @Test
    void a_report_is_a_document_in_the_readers_language() {
        var lab = Labs.tiny();
        var task = lab.task("ready").orElseThrow();
        var result =
                new CheckResult(task.checks().get(0), new Fail(new Localized("no", "không"), "ready", "new", true));
        Report report = new Report(lab, List.of(new TaskResult(task, List.of(result), List.of("greeting"))));
        assertThat(new ReportJson(Language.VI).document(report))
                .isEqualTo(Input.of(
                        "schemaVersion", com.fasterxml.jackson.databind.node.IntNode.valueOf(1),
                        "lab", "tiny",
                        "verdict", "fail",
                        "next", "ready",
                        "tasks",
                                List.of(Input.of(
                                        "id", "ready",
                                        "title", "Báo rằng bạn đã sẵn sàng",
                                        "verdict", "fail",
                                        "waitsFor", List.of("greeting"),
                                        "checks",
                                                List.of(Input.of(
                                                        "id", "parameter-ready",
                                                        "title", "tham số nói ready",
                                                        "verdict", "fail",
                                                        "message", "không",
                                                        "expected", "ready",
                                                        "actual", "new",
                                                        "pending", true))))));
    }

    private static OperationName name() {
        return OperationName.parse("ssm:GetParameter");
    }

    private static Evidence call(String parameter) {
        return new Evidence.Calls(List.of(new Call("", name(), Input.of("Name", parameter), false, Map.of())));
    }

    private static Evidence exec(Duration timeout, String... words) {
        return new Evidence.Exec(new Command(List.of(words), ".", Map.of(), timeout));
    }

    private static Evidence http(String url) {
        return new Evidence.Http(new HttpCall("GET", url, Map.of(), "", Duration.ofSeconds(5)));
    }

    private Checker checker() {
        Operations operations = new Operations(new FakeClients().with(SsmClient.class, new Parameters()));
        return new Checker(operations, new Values(operations, Map.of()), workspace, InstantSource.system());
    }

    private Verdict verdict(Evidence evidence, String expect, OnError onError) throws InterruptedException {
        return verdict(evidence, expect, onError, Optional.empty());
    }

    private Verdict verdict(Evidence evidence, String expect, OnError onError, Optional<String> pending)
            throws InterruptedException {
        Localized message =
                new Localized("have {actual}, want {expected} ({error})", "có {actual}, cần {expected} ({error})");
        Localized title = new Localized("t", "t");
        return checker().verdict(new Check("c", title, evidence, expect, Optional.empty(), pending, message, onError));
    }

    private static final class Parameters implements SsmClient {

        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            if (request.name().startsWith("fail ")) {
                List<String> words = List.of(request.name().split(" ", -1));
                throw SsmException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(words.get(1))
                                .errorMessage("no")
                                .build())
                        .statusCode(Integer.parseInt(words.get(2)))
                        .build();
            }
            return GetParameterResponse.builder()
                    .parameter(Parameter.builder()
                            .value("value of " + request.name())
                            .build())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
