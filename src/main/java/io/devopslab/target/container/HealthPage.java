package io.devopslab.target.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.target.container.Health.Absent;
import io.devopslab.target.container.Health.Silent;
import io.devopslab.target.container.Health.Well;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The health page of an emulator: a document of JSON with its {@code version} and its {@code services}, each with a state. LocalStack
 * has one (<a href="https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/">Internal endpoints</a>), and Floci's is
 * like it (its own {@code EmulatorInfoController}).
 *
 * @param path for example {@code /_localstack/health}
 * @param patience how long its answer may take
 */
record HealthPage(String path, Duration patience) {

    /**
     * The patience of commands. A busy LocalStack answers late: its one process has all services in it, and a lab's stack keeps it
     * from answering for many seconds on a small machine.
     */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The page has a line for each service. */
    private static final int LONGEST = 64 * 1024;

    /** People read it, and it comes from outside. */
    private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,64}");

    /** Asks the emulator at that endpoint how it is. */
    Health ask(URI endpoint) {
        if (endpoint.getHost() == null) {
            // The file that names the endpoint was written by somebody else.
            return new Absent();
        }
        try {
            if (!(endpoint.resolve(path).toURL().openConnection() instanceof HttpURLConnection page)) {
                return new Absent();
            }
            page.setConnectTimeout(Math.toIntExact(patience.toMillis()));
            page.setReadTimeout(Math.toIntExact(patience.toMillis()));
            page.setInstanceFollowRedirects(false);
            try {
                return read(page);
            } finally {
                page.disconnect();
            }
        } catch (ConnectException | UnknownHostException | MalformedURLException e) {
            return new Absent();
        } catch (IOException e) {
            return new Silent(String.valueOf(e.getMessage()));
        }
    }

    private static Health read(HttpURLConnection page) throws IOException {
        int status = page.getResponseCode();
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            return new Silent("HTTP " + status);
        }
        if (status != HttpURLConnection.HTTP_OK) {
            return new Absent();
        }
        try (InputStream body = page.getInputStream()) {
            return understood(JSON.readTree(body.readNBytes(LONGEST)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return new Absent();
        }
    }

    private static Health understood(@Nullable JsonNode answer) {
        if (answer == null) {
            return new Absent();
        }
        String version = answer.path("version").asText("");
        if (VERSION.matcher(version).matches()) {
            return new Well(version);
        }
        return answer.path("services").isObject() ? new Well("") : new Absent();
    }
}
