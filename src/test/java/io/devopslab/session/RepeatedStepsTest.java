package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that are done more than once, and what they save. */
class RepeatedStepsTest {

    private static final String PUT = """
                  - call: ssm:PutParameter
                    with: {Name: "${stack.tiny.ParameterName}", Value: ready, Type: String, Overwrite: true}
            """;

    @TempDir
    Path directory;

    private TestSite site;

    @BeforeEach
    void open() {
        site = new TestSite(directory);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_call_is_repeated_without_time_passing() {
        Lab lab = solvedBy(PUT + "        repeat: 40\n");
        site.session(lab).start(Optional.empty());
        Instant before = site.now();
        site.session(lab).solve(List.of("ready"));
        assertThat(parameter("/tiny/state").path("Version").asInt()).isEqualTo(41);
        assertThat(site.now()).isEqualTo(before);
    }

    @Test
    void a_repeated_call_ends_when_it_gives_what_is_waited_for_and_saves_that() {
        solve(solvedBy(PUT + """
                    repeat: 40
                    until: "Version == `7`"
                    save: {number: Version}
                  - call: ssm:PutParameter
                    with: {Name: noted, Value: "${saved.number}", Type: String}
            """));
        assertThat(parameter("/tiny/state").path("Version").asInt()).isEqualTo(7);
        assertThat(parameter("noted").path("Value").asText()).isEqualTo("7");
    }

    @Test
    void a_repeated_call_that_never_gives_what_is_waited_for_says_so() {
        Lab lab = solvedBy(PUT + "        repeat: 4\n        until: \"Version > `100`\"\n");
        assertThatThrownBy(() -> solve(lab))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("ssm:PutParameter was asked 4 times")
                .hasMessageContaining("Version > `100`");
    }

    @Test
    void what_is_waited_for_may_be_what_was_saved() {
        solve(solvedBy("""
                  - call: ssm:PutParameter
                    with: {Name: quoted, Value: "it's ${region}'s", Type: String}
                  - call: ssm:GetParameter
                    with: {Name: quoted}
                    save: {word: Parameter.Value}
                  - call: ssm:GetParameter
                    with: {Name: quoted}
                    until: "Parameter.Value == '${saved.word}'"
                    within: 10s
            """ + PUT));
        assertThat(parameter("/tiny/state").path("Value").asText()).isEqualTo("ready");
    }

    /** The token of an earlier approval must not be used for the next one. */
    @Test
    void what_is_saved_anew_and_is_nothing_is_not_what_it_was() {
        Lab lab = solvedBy(PUT + """
                    save: {number: Version}
                  - call: ssm:GetParameter
                    with: {Name: "${stack.tiny.ParameterName}"}
                    save: {number: Parameter.Missing}
                  - call: ssm:PutParameter
                    with: {Name: noted, Value: "${saved.number}", Type: String}
            """);
        assertThatThrownBy(() -> solve(lab)).hasMessageContaining("saved.number");
    }

    @Test
    void a_request_is_sent_so_often() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            solve(solvedBy("      - http: {url: \"http://127.0.0.1:"
                    + server.getAddress().getPort() + "/\"}\n        repeat: 5\n" + PUT));
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(5);
    }

    private Lab solvedBy(String steps) {
        return Labs.changed(
                directory.resolve("manifests"), manifest -> manifest.replace("""
                    solution:
                """ + PUT, "    solution:\n" + steps));
    }

    private void solve(Lab lab) {
        site.session(lab).start(Optional.empty());
        site.session(lab).solve(List.of("ready"));
    }

    private JsonNode parameter(String name) {
        return new Operations(site)
                .get("ssm", "GetParameter", Input.of("Name", name))
                .path("Parameter");
    }
}
