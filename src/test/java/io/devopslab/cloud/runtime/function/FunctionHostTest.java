package io.devopslab.cloud.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.kernel.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class FunctionHostTest {

    private static final String JAVA = """
            package app;
            import java.util.*;
            public class Handler {
                public record Order(String id, List<Line> lines, boolean express) {}
                public record Line(String sku, int count) {}
                public enum Size { S, M }
                public static class Answer {
                    private final int total;
                    private final Size size;
                    Answer(int total, Size size) { this.total = total; this.size = size; }
                    public int getTotal() { return total; }
                    public Size getSize() { return size; }
                    public boolean isGift() { return true; }
                }
                public Map<String, Object> echo(Map<String, Object> event) {
                    System.out.println("heard " + event);
                    return event;
                }
                public Answer total(Order order) {
                    return new Answer(order.lines().stream().mapToInt(Line::count).sum(), Size.M);
                }
                public String upper(String text) { return text.toUpperCase(Locale.ROOT) + " ü😀"; }
                public void stream(java.io.InputStream in, java.io.OutputStream out) throws Exception {
                    out.write('<'); in.transferTo(out); out.write('>');
                }
                public Object fail(Object event) {
                    throw new IllegalStateException("no luck", new RuntimeException("because"));
                }
                public Object hang(Object event) throws Exception { Thread.sleep(1_000_000); return null; }
                public Object exit(Object event) { System.exit(7); return null; }
                private static int calls;
                public int count() { return ++calls; }
                public String environment(String name) { return System.getenv(name); }
            }
            """;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private final Time time = new SimulatedTime(Instant.parse("2026-01-05T09:00:00Z"));
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger starts = new AtomicInteger();
    private FunctionHost host;
    private Duration timeout = Duration.ofSeconds(20);

    @BeforeEach
    void open() throws Exception {
        host = new FunctionHost(time, directory.resolve("host"), InstantSource.system());
        synchronized (FunctionHostTest.class) {
            if (!Files.exists(shared.resolve("app/Handler.class"))) {
                JavaCode.compile(shared, "app/Handler.java", JAVA);
            }
        }
    }

    @AfterEach
    void close() {
        host.close();
        time.close();
    }

    private FunctionResult java(String method, String payload) throws Exception {
        return invoke("java17", "app.Handler::" + method, shared, payload);
    }

    private FunctionResult invoke(String runtime, String handler, Path code, String payload) throws Exception {
        FunctionSpec spec = new FunctionSpec(runtime + handler, runtime, handler, code, "$LATEST", 128, timeout);
        FunctionEvent event = new FunctionEvent(
                "request-" + starts.get() + "-" + log.size(), payload, "arn:aws:lambda:eu-west-1:1:function:f", "", "");
        return host.invoke(spec, event, this::setup);
    }

    private Setup setup() {
        starts.incrementAndGet();
        return new Setup(Map.of("COLOUR", "blue"), Optional.empty(), new FunctionLog() {
            @Override
            public void entry(String text) {
                log.add(text);
            }

            @Override
            public void flush() {}
        });
    }

    private FunctionResult python(String code, String payload) throws Exception {
        needs("python3");
        Files.writeString(directory.resolve("index.py"), code);
        return invoke("python3.12", "index.handler", directory, payload);
    }

    private FunctionResult node(String file, String code, String payload) throws Exception {
        needs("node");
        Files.writeString(directory.resolve(file), code);
        return invoke("nodejs22.x", "index.handler", directory, payload);
    }

    private static void needs(String program) {
        assumeThat(Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program))))
                .as("%s is installed", program)
                .isTrue();
    }

    @Test
    void java_function_gets_and_gives_maps() throws Exception {
        String event = "{\"a\":[1,2.5,null,true,\"\\u00fc\\n\"],\"big\":12345678901,\"in\":{\"x\":{}}}";

        FunctionResult result = java("echo", event);

        assertThat(result).isEqualTo(new FunctionResult(event.replace("\\u00fc", "ü"), false, result.logTail()));
        assertThat(log).anyMatch(line -> line.startsWith("heard {a=[1, 2.5, null, true"));
    }

    @Test
    void java_function_gets_records_and_gives_beans() throws Exception {
        FunctionResult result = java(
                "total",
                "{\"id\":\"7\",\"lines\":[{\"sku\":\"a\",\"count\":2},{\"sku\":\"b\",\"count\":3}],\"other\":1}");

        assertThat(result.payload()).isEqualTo("{\"size\":\"M\",\"total\":5,\"gift\":true}");
    }

    @Test
    void java_function_gets_and_gives_text_and_streams() throws Exception {
        assertThat(java("upper", "\"hé\"").payload()).isEqualTo("\"HÉ ü\\ud83d\\ude00\"");
        assertThat(java("stream", "{\"é\":1}").payload()).isEqualTo("<{\"é\":1}>");
        assertThat(java("upper", "{}").payload()).contains("An error occurred during JSON parsing");
    }

    @Test
    void java_function_that_throws_is_described() throws Exception {
        FunctionResult result = java("fail", "{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .startsWith("{\"errorMessage\":\"no luck\",\"errorType\":\"java.lang.IllegalStateException\","
                        + "\"stackTrace\":[\"app.Handler.fail(Handler.java:")
                .contains("\"cause\":{\"errorMessage\":\"because\"");
        assertThat(log).anyMatch(entry -> entry.startsWith("no luck: java.lang.IllegalStateException\n"));
    }

    @Test
    void missing_class_or_method_fails_the_call() throws Exception {
        assertThat(invoke("java17", "app.Nobody::x", shared, "{}").payload())
                .contains("\"errorMessage\":\"Class not found: app.Nobody\"")
                .contains("\"errorType\":\"java.lang.ClassNotFoundException\"");
        assertThat(java("nothing", "{}").payload()).contains("No public method named nothing");
    }

    @Test
    void environments_are_reused_and_run_one_call_at_a_time() throws Exception {
        assertThat(java("count", "null").payload()).isEqualTo("1");
        assertThat(java("count", "null").payload()).isEqualTo("2");
        assertThat(starts).hasValue(1);

        List<CompletableFuture<FunctionResult>> together = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return java("count", "null");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(3)
                .toList();
        together.forEach(CompletableFuture::join);

        assertThat(starts.get()).isBetween(1, 3);
    }

    @Test
    void idle_environment_ends_after_a_while_and_retired_one_at_once() throws Exception {
        assertThat(java("count", "null").payload()).isEqualTo("1");
        time.pause(Duration.ofMinutes(11));
        assertThat(java("count", "null").payload()).isEqualTo("1");
        host.retire("java17app.Handler::count");
        assertThat(java("count", "null").payload()).isEqualTo("1");
    }

    @Test
    void function_that_hangs_is_ended_at_its_timeout() throws Exception {
        java("count", "null");
        timeout = Duration.ofMillis(1500);

        FunctionResult result = java("hang", "{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .contains("\"errorType\":\"Sandbox.Timedout\"")
                .contains("Error: Task timed out after 1.50 seconds");
        assertThat(log).anyMatch(entry -> entry.contains(" Task timed out after 1.50 seconds"));
    }

    @Test
    void function_that_exits_is_reported_and_replaced() throws Exception {
        FunctionResult result = java("exit", "{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .contains("\"errorType\":\"Runtime.ExitError\"")
                .contains("Error: Runtime exited with error: exit status 7");
        java("exit", "{}");
        assertThat(starts).hasValue(2);
    }

    @Test
    void environment_holds_what_was_set_up_and_nothing_of_the_clouds() throws Exception {
        assertThat(java("environment", "\"COLOUR\"").payload()).isEqualTo("\"blue\"");
        assertThat(java("environment", "\"HOME\"").payload()).isEqualTo("null");
        assertThat(java("environment", "\"_HANDLER\"").payload()).isEqualTo("\"app.Handler::environment\"");
    }

    @Test
    void log_frames_each_call() throws Exception {
        FunctionResult result = java("echo", "{}");

        assertThat(log.get(0)).matches("START RequestId: request-\\S+ Version: \\$LATEST");
        assertThat(log.get(1)).isEqualTo("heard {}");
        assertThat(log.get(2)).startsWith("END RequestId: request-");
        assertThat(log.get(3))
                .matches("REPORT RequestId: \\S+\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\t"
                        + "(Max Memory Used: \\d+ MB\t)?Init Duration: [\\d.]+ ms\t");
        assertThat(result.logTail()).isEqualTo(String.join("\n", log) + "\n");
    }

    @Test
    void jdk_that_is_not_there_is_asked_for() {
        assertThatThrownBy(() -> invoke("java99", "app.Handler::echo", shared, "{}"))
                .isInstanceOf(MissingRuntimeException.class)
                .hasMessageContaining("needs a JDK 99 or newer")
                .hasMessageContaining("Install one");
        assertThatThrownBy(() -> invoke("ruby3.4", "x", shared, "{}"))
                .isInstanceOf(MissingRuntimeException.class)
                .hasMessageContaining("ruby3.4");
    }

    @Test
    void python_function_answers_and_logs() throws Exception {
        FunctionResult result = python("""
                import logging, os
                logging.getLogger().setLevel(logging.INFO)
                def handler(event, context):
                    print("printed ü")
                    logging.info("logged\\ntwice")
                    assert context.get_remaining_time_in_millis() > 0
                    return {"got": event, "colour": os.environ["COLOUR"], "id": context.aws_request_id}
                """, "{\"é\": 1}");

        assertThat(result.payload()).isEqualTo("{\"got\": {\"é\": 1}, \"colour\": \"blue\", \"id\": \"request-0-0\"}");
        assertThat(log)
                .contains("printed ü")
                .anyMatch(entry -> entry.matches("(?s)\\[INFO].*request-0-0\tlogged\ntwice"));
    }

    @Test
    void python_function_that_raises_is_described() throws Exception {
        assertThat(python("def handler(event, context):\n    raise ValueError('boom')\n", "{}")
                        .payload())
                .startsWith("{\"errorMessage\": \"boom\", \"errorType\": \"ValueError\", \"requestId\": \"request-")
                .contains("line 2, in handler\\n    raise ValueError('boom')\\n\"]}");
    }

    @Test
    void python_failures_have_the_runtimes_words() throws Exception {
        assertThat(python("import nowhere", "{}").payload())
                .contains("Unable to import module 'index': No module named 'nowhere'")
                .contains("Runtime.ImportModuleError");
        assertThat(python("x = 1", "{}").payload()).contains("Handler 'handler' missing on module 'index'");
        assertThat(python("def handler(", "{}").payload()).contains("Runtime.UserCodeSyntaxError");
        assertThat(python("def handler(e, c): return {1}", "{}").payload())
                .contains("Unable to marshal response: Object of type set is not JSON serializable")
                .contains("Runtime.MarshalError");
        host.retire("");
        assertThat(python("import sys\ndef handler(e, c): sys.exit(3)", "{}").payload())
                .contains("Runtime exited with error: exit status 3");
    }

    @Test
    void node_function_answers_by_promise_callback_and_module_kind() throws Exception {
        assertThat(node(
                                "index.js",
                                "exports.handler = (e, c, done) => done(null, {cb: e.a, f: c.awsRequestId})",
                                "{\"a\":1}")
                        .payload())
                .isEqualTo("{\"cb\":1,\"f\":\"request-0-0\"}");
        host.retire("");
        Files.delete(directory.resolve("index.js"));
        assertThat(node(
                                "index.mjs",
                                "export const handler = async (e) => { console.log('a\\nb'); return [e.a]; }",
                                "{\"a\":1}")
                        .payload())
                .isEqualTo("[1]");
        assertThat(log).anyMatch(entry -> entry.endsWith("\tINFO\ta\nb"));
    }

    @Test
    void node_failures_have_the_runtimes_words() throws Exception {
        assertThat(node("index.js", "exports.handler = async () => { throw new TypeError('boom') }", "{}")
                        .payload())
                .startsWith("{\"errorType\":\"TypeError\",\"errorMessage\":\"boom\",\"trace\":[\"TypeError: boom\"");
        host.retire("");
        assertThat(node("index.js", "exports.other = 1", "{}").payload())
                .contains("index.handler is undefined or not exported");
        assertThat(node("index.js", "require('nowhere')", "{}").payload()).contains("Runtime.ImportModuleError");
        assertThat(node("index.js", "exports.handler = () => {}", "{}").payload())
                .isEqualTo("null");
    }

    @Test
    void function_that_brings_its_runtime_speaks_the_runtime_api() throws Exception {
        needs("curl");
        Files.writeString(directory.resolve("bootstrap"), """
                #!/bin/sh
                base=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
                while :; do
                  event=$(curl -sS -D headers "$base/invocation/next") || exit 1
                  id=$(grep -i '^Lambda-Runtime-Aws-Request-Id' headers | tr -d '\\r' | cut -d' ' -f2)
                  echo "handling $id"
                  curl -sS -d "{\\"got\\":$event}" "$base/invocation/$id/response" >/dev/null
                done
                """);
        assertThat(invoke("provided.al2023", "any", directory, "[1]").payload())
                .contains("Runtime.InvalidEntrypoint", "fork/exec /var/task/bootstrap: permission denied");
        assertThat(directory.resolve("bootstrap").toFile().setExecutable(true)).isTrue();

        assertThat(invoke("provided.al2023", "any", directory, "[1]").payload()).isEqualTo("{\"got\":[1]}");
        assertThat(invoke("provided.al2023", "any", directory, "[2]").payload()).isEqualTo("{\"got\":[2]}");
        assertThat(starts).hasValue(2);
    }
}
