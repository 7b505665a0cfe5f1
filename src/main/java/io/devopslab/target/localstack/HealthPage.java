package io.devopslab.target.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.target.localstack.Health.Absent;
import io.devopslab.target.localstack.Health.Silent;
import io.devopslab.target.localstack.Health.Well;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * LocalStack's health page.
 *
 * @param patience how long its answer may take. A busy LocalStack answers late: its one process has all services in it, and a
 *     lab's stack keeps it from answering for many seconds on a small machine
 */
record HealthPage(Duration patience) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The page has a line for each service. */
    private static final int LONGEST = 64 * 1024;

    /** What commands give it. */
    static HealthPage patient() {
        return new HealthPage(Duration.ofSeconds(60));
    }

    /** Asks the LocalStack at that endpoint how it is. */
    Health ask(URI endpoint) {
        if (endpoint.getHost() == null) {
            // The file that names the endpoint was written by somebody else.
            return new Absent();
        }
        try {
            if (!(endpoint.resolve("/_localstack/health").toURL().openConnection() instanceof HttpURLConnection page)) {
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
            JsonNode answer = JSON.readTree(body.readNBytes(LONGEST));
            String version = answer == null ? "" : answer.path("version").asText("");
            return version.isEmpty() ? new Absent() : new Well(version);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return new Absent();
        }
    }
}
