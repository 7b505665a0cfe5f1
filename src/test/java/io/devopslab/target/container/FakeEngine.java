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
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Testcontainers asks a Docker engine (Docker Engine API, v1.44), answered for one container of an emulator that does as the test
 * wants.
 */
public final class FakeEngine implements AutoCloseable {

    /** The state of a container that runs, as members of JSON. */
    public static final String RUNNING =
            "\"Status\": \"running\", \"Running\": true, \"StartedAt\": \"2026-01-01T00:00:00Z\"";

    /** That of one that has ended by itself. */
    static final String EXITED = "\"Status\": \"exited\", \"Running\": false, \"ExitCode\": 55,"
            + " \"StartedAt\": \"2026-01-01T00:00:00Z\", \"FinishedAt\": \"2026-01-01T00:00:01Z\"";

    private static final String MADE = "made";

    private static final Pattern LABEL = Pattern.compile("\\{\"label\":\\[\"([^\"]+)\"]}");

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
        answer(get(of("/volumes")), okJson("{\"Volumes\": [], \"Warnings\": []}"));
        answer(get(of("/networks")), okJson("[]"));
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
        answer(delete(of("/(containers|volumes|networks)/.*")), aResponse().withStatus(204));
        answer(
                delete(of("/containers/" + CONTAINER)).inScenario(CONTAINER).willSetStateTo(Scenario.STARTED),
                aResponse().withStatus(204));
    }

    private static UrlPattern of(String path) {
        return urlPathMatching("(/v[0-9.]+)?" + path);
    }

    private void answer(MappingBuilder asked, ResponseDefinitionBuilder answer) {
        server.stubFor(asked.willReturn(answer));
    }

    private static String inspection(String state, int port) {
        return "{\"Id\": \"" + CONTAINER + "\", \"Name\": \"/emulator\", \"Created\": \"2026-01-01T00:00:00Z\","
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

    /** What that product's health page answers. */
    void healthPage(Product product, int status, String body) {
        answer(
                get(urlPathMatching(product.page())),
                aResponse().withStatus(status).withBody(body));
    }

    /** In the container is something that is well and knows who its caller is. */
    void emulates(Product product, String page) {
        healthPage(product, 200, page);
        answer(
                post(urlPathEqualTo("/")),
                aResponse().withHeader("Content-Type", "text/xml").withBody("""
                        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <GetCallerIdentityResult><Arn>arn:aws:iam::000000000000:root</Arn><UserId>root</UserId>
                            <Account>000000000000</Account></GetCallerIdentityResult>
                        </GetCallerIdentityResponse>"""));
    }

    /** Has a container, a volume and a network, each found by that label. */
    void hasBeside(String container, String volume, String network) {
        answer(
                get(of("/containers/json")).withQueryParam("filters", containing(container)),
                okJson("[{\"Id\": \"beside\"}]"));
        answer(
                get(of("/volumes")).withQueryParam("filters", containing(volume)),
                okJson("{\"Volumes\": [{\"Name\": \"filled\"}], \"Warnings\": []}"));
        answer(
                get(of("/networks")).withQueryParam("filters", containing(network)),
                okJson("[{\"Id\": \"wired\", \"Name\": \"wired\"}]"));
    }

    /** The environment of a command that finds this engine. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "tcp://127.0.0.1:" + server.port());
    }

    /** Whether it was asked to remove a container. */
    public boolean isAskedToRemove() {
        return !server.findAll(deleteRequestedFor(of("/containers/.*"))).isEmpty();
    }

    /** What it was asked to remove, one after the other, for example {@code /volumes/filled}. */
    List<String> removed() {
        return server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getMethod().equals(RequestMethod.DELETE))
                .map(request -> URI.create(request.getUrl()).getPath().replaceFirst("^/v[0-9.]+", ""))
                .collect(Collectors.collectingAndThen(Collectors.toList(), FakeEngine::oldestFirst));
    }

    /** The labels by which it was asked for what there is, in the order of the alphabet. */
    Set<String> labels() {
        return server.getAllServeEvents().stream()
                .map(event -> event.getRequest().queryParameter("filters"))
                .filter(QueryParameter::isPresent)
                .flatMap(filters -> LABEL.matcher(filters.firstValue()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The container that it was asked to make, as the engine's API has it. */
    JsonNode made() throws IOException {
        return new ObjectMapper()
                .readTree(server.findAll(postRequestedFor(of("/containers/create")))
                        .get(0)
                        .getBodyAsString());
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst) {
        Collections.reverse(newestFirst);
        return newestFirst;
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
