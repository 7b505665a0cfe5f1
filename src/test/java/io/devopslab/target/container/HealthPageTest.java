package io.devopslab.target.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.target.TargetException;
import io.devopslab.target.container.Health.Absent;
import io.devopslab.target.container.Health.Silent;
import io.devopslab.target.container.Health.Well;
import io.devopslab.text.Language;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthPageTest {

    private static final String PATH = Product.FLOCI.page();
    private static final String HEADERS = "Content-Type: application/json\r\nConnection: close\r\n\r\n";

    /** Holds a port whose connections are taken by the system alone: nobody ever answers. */
    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static URI at(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private static Health health(URI endpoint) {
        return new HealthPage(PATH, Duration.ofMillis(300)).ask(endpoint);
    }

    /** What the page is to somebody who gets that answer, and then the end of the connection. */
    private static Health answered(String answer) throws Exception {
        return answered(answer, Duration.ofSeconds(20));
    }

    private static Health answered(String answer, Duration patience) throws Exception {
        try (ServerSocket server = silent()) {
            Thread thread = new Thread(() -> answer(server, answer), "health-page");
            thread.start();
            Health health = new HealthPage(PATH, patience).ask(at(server));
            thread.join();
            return health;
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            readRequest(socket);
            try (OutputStream out = socket.getOutputStream()) {
                out.write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // Who asks has had enough of it.
        }
    }

    private static String readRequest(Socket socket) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            request.append((char) next);
        }
        return request.toString();
    }

    @Test
    void the_version_is_what_the_page_tells() throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + "{\"services\": {}, \"version\": \"4.14.0\"}"))
                .isEqualTo(new Well("4.14.0"));
    }

    @Test
    void a_page_that_lists_services_and_tells_no_version_is_that_of_one_that_is_well() throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + "{\"services\": {\"s3\": \"running\"}}"))
                .isEqualTo(new Well(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0\\u001b[31m", "1.0\\nThe lab is ready.", " ", "{}", "/etc/passwd"})
    void a_version_that_is_none_is_shown_to_nobody(String version) throws Exception {
        String body = "{\"services\": {}, \"version\": \"" + version + "\"}";
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + body)).isEqualTo(new Well(""));
        String endless = "{\"services\": {}, \"version\": \"" + "1".repeat(1000) + "\"}";
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + endless)).isEqualTo(new Well(""));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void each_product_is_asked_at_a_page_of_its_own(Product product) throws Exception {
        try (ServerSocket server = silent()) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = server.accept()) {
                    String request = readRequest(socket);
                    socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    return request;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(new HealthPage(product.page(), Duration.ofSeconds(20)).ask(at(server)))
                    .as("somebody who has no such page")
                    .isEqualTo(new Absent());
            assertThat(asked.join()).startsWith("GET /_" + product.target() + "/health HTTP/1.1\r\n");
        }
    }

    @Test
    void a_port_that_nobody_holds_is_one_whose_emulator_is_gone() throws Exception {
        URI endpoint;
        try (ServerSocket server = silent()) {
            endpoint = at(server);
        }

        assertThat(health(endpoint)).isEqualTo(new Absent());
    }

    @Test
    void one_that_takes_connections_and_is_slow_is_not_gone() throws Exception {
        try (ServerSocket server = silent()) {
            assertThat(health(at(server))).isInstanceOf(Silent.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 503 Starting\r\n" + HEADERS, "HTTP/1.1 500 Oh\r\n" + HEADERS + "{"})
    void one_that_is_out_of_order_is_not_gone(String answer) throws Exception {
        // The JDK asks a second time where nothing came.
        assertThat(answered(answer, Duration.ofSeconds(1))).isInstanceOf(Silent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html></html>",
                "{",
                "",
                "null",
                "[]",
                "{\"version\": {}}",
                "{\"version\": \"\"}",
                "{\"version\": null}",
                "{\"services\": []}",
                "{\"status\": \"UP\"}",
                "\"4.14.0\""
            })
    void what_is_no_page_of_an_emulator_is_somebody_else(String body) throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + body)).isEqualTo(new Absent());
    }

    @Test
    void a_page_that_is_too_deep_or_too_endlessis_somebody_else() throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + "[".repeat(60_000)))
                .isEqualTo(new Absent());
        assertThat(answered("HTTP/1.1 200 OK\r\n" + HEADERS + "{\"a\": \"" + "x".repeat(3_000_000)))
                .isEqualTo(new Absent());
    }

    @Test
    void nobody_is_led_elsewhere() throws Exception {
        try (ServerSocket elsewhere = silent()) {
            assertThat(answered("HTTP/1.1 302 Found\r\nLocation: " + at(elsewhere) + "\r\n" + HEADERS))
                    .isEqualTo(new Absent());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "ftp://127.0.0.1",
                "file:///etc/passwd",
                "http:/x",
                "moon://x",
                "http://nobody.invalid"
            })
    void what_is_no_endpoint_is_nobody(String endpoint) {
        assertThat(health(URI.create(endpoint))).isEqualTo(new Absent());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void an_emulator_that_does_not_answer_is_told_as_such_with_what_to_do(Product product, @TempDir Path labHome)
            throws Exception {
        try (ServerSocket server = silent()) {
            Path directory = Files.createDirectories(labHome.resolve(product.target()));
            new ContainerAddress(at(server), "0123abcd", "an-image").write(directory.resolve("address.json"));
            ContainerTarget target = new ContainerTarget(
                    product, labHome, Optional.empty(), Map.of(), Duration.ofMillis(300), Duration.ofSeconds(1));

            assertThatThrownBy(() -> target.running("eu-west-1"))
                    .isInstanceOfSatisfying(TargetException.class, refusal -> {
                        for (Language language : Language.values()) {
                            assertThat(refusal.problem().in(language))
                                    .contains(product.title(), at(server).toString());
                            assertThat(refusal.cure().orElseThrow().in(language))
                                    .contains("docker rm -f 0123abcd");
                        }
                    });
        }
    }
}
