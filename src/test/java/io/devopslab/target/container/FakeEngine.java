package io.devopslab.target.container;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What Testcontainers asks a Docker engine (Docker Engine API, v1.44), answered for one container of LocalStack that does as the
 * test wants.
 */
public final class FakeEngine implements AutoCloseable {

    /** The state of a container that runs, as members of JSON. */
    public static final String RUNNING =
            "\"Status\": \"running\", \"Running\": true, \"StartedAt\": \"2026-01-01T00:00:00Z\"";

    /** That of one that has ended by itself. */
    static final String EXITED = "\"Status\": \"exited\", \"Running\": false, \"ExitCode\": 55,"
            + " \"StartedAt\": \"2026-01-01T00:00:00Z\", \"FinishedAt\": \"2026-01-01T00:00:01Z\"";

    private static final String MADE = "made";

    /** The id of the container. */
    static final String CONTAINER = "c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789";

    private final WireMockServer server =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort().http2PlainDisabled(true));

    /** A container whose port is the engine's own: its health page is there too. */
    FakeEngine(String state, String log) {
        this(state, log, 0);
    }

    /**
     * @param state of the container
     * @param log what it has written
     * @param port where it answers on this machine; 0 for the engine's own
     */
    public FakeEngine(String state, String log, int port) {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("{\"message\": \"not here\"}")));
        answer(get(of("/_ping")), aResponse().withBody("OK"));
        answer(
                get(of("/version")),
                okJson("{\"Version\": \"27.0.0\", \"ApiVersion\": \"1.44\", \"MinAPIVersion\": \"1.24\","
                        + " \"Os\": \"linux\", \"Arch\": \"amd64\"}"));
        answer(
                get(of("/info")),
                okJson("{\"ServerVersion\": \"27.0.0\", \"OperatingSystem\": \"Fake\", \"OSType\": \"linux\","
                        + " \"MemTotal\": 8000000000, \"Labels\": []}"));
        answer(
                get(of("/images/.*/json")),
                okJson("{\"Id\": \"sha256:1\", \"Created\": \"2026-01-01T00:00:00Z\", \"RepoTags\": []}"));
        answer(get(of("/images/json")), okJson("[]"));
        answer(get(of("/containers/json")), okJson("[]"));
        // It is there until it is removed: found by its owner's label, and by nobody else's.
        answer(
                post(of("/containers/create")).inScenario(CONTAINER).willSetStateTo(MADE),
                okJson("{\"Id\": \"" + CONTAINER + "\"}").withStatus(201));
        answer(
                get(of("/containers/json"))
                        .inScenario(CONTAINER)
                        .whenScenarioStateIs(MADE)
                        .withQueryParam("filters", containing("io.devopslab.owner")),
                okJson("[{\"Id\": \"" + CONTAINER + "\"}]"));
        answer(post(of("/containers/[^/]*/kill")), aResponse().withStatus(204));
        answer(post(of("/networks/prune")), okJson("{\"NetworksDeleted\": []}"));
        answer(post(of("/containers/[^/]*/start")), aResponse().withStatus(204));
        answer(put(of("/containers/[^/]*/archive")), aResponse().withStatus(200));
        answer(get(of("/containers/[^/]*/json")), okJson(inspection(state, port == 0 ? server.port() : port)));
        answer(get(of("/containers/[^/]*/logs")), aResponse().withBody(frames(log)));
        answer(
                delete(of("/containers/.*")).inScenario(CONTAINER).willSetStateTo(Scenario.STARTED),
                aResponse().withStatus(204));
    }

    private static UrlPattern of(String path) {
        return urlPathMatching("(/v[0-9.]+)?" + path);
    }

    private void answer(MappingBuilder asked, ResponseDefinitionBuilder answer) {
        server.stubFor(asked.willReturn(answer));
    }

    private static String inspection(String state, int port) {
        return "{\"Id\": \"" + CONTAINER + "\", \"Name\": \"/localstack\", \"Created\": \"2026-01-01T00:00:00Z\","
                + " \"State\": {" + state + "}, \"Config\": {\"Labels\": {}},"
                + " \"NetworkSettings\": {\"Ports\": {\"4566/tcp\": [{\"HostIp\": \"127.0.0.1\", \"HostPort\": \""
                + port + "\"}]}}}";
    }

    /** A stream's frames: which stream, three zeros, the length, the text (Engine API, "Attach to a container"). */
    private static byte[] frames(String log) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String line : log.split("(?<=\n)")) {
            byte[] text = line.getBytes(StandardCharsets.UTF_8);
            frames.writeBytes(
                    ByteBuffer.allocate(8).putInt(1 << 24).putInt(text.length).array());
            frames.writeBytes(text);
        }
        return frames.toByteArray();
    }

    /** What the health page answers. */
    void healthPage(int status, String body) {
        answer(
                get(urlPathMatching("/_localstack/health")),
                aResponse().withStatus(status).withBody(body));
    }

    /** The environment of a command that finds this engine. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + server.port());
    }

    /** Whether it was asked to remove a container. */
    public boolean isAskedToRemove() {
        return !server.findAll(deleteRequestedFor(of("/containers/.*"))).isEmpty();
    }

    /** All that it was asked, for a test that fails. */
    String requests() {
        return server.getAllServeEvents().stream()
                .map(event -> event.getRequest().getMethod() + " "
                        + event.getRequest().getUrl() + " "
                        + event.getResponse().getStatus())
                .toList()
                .toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
