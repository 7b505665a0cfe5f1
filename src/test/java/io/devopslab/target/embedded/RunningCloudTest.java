package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.wire.WireServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cloud of a daemon says to those who ask while it ends. */
final class RunningCloudTest {

    private WireServer server;
    private RunningCloud cloud;

    @BeforeEach
    void open(@TempDir Path home) throws Exception {
        server = WireServer.bind(0);
        InstantSource wall = InstantSource.system();
        DaemonAddress address = new DaemonAddress(
                "i",
                1,
                server.address(),
                "123456789012",
                "eu-west-1",
                1,
                false,
                Builds.PROCESS,
                Fallback.NONE,
                wall.instant(),
                Optional.empty());
        DaemonFiles files = new DaemonFiles(home);
        cloud = new RunningCloud(server, files, address, new Activity(wall), wall, Optional.empty(), () -> {});
    }

    @AfterEach
    void close() {
        cloud.close();
        server.close();
    }

    private HttpResponse<String> listRepositories() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address())
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .header("X-Amz-Target", "CodeCommit_20150413.ListRepositories")
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
    }

    /**
     * A client that is told so asks again. If it were let in, the second attempt would find what the first had done without
     * an answer, and a commit that was made would be answered with ParentCommitIdOutdatedException.
     */
    @Test
    void who_asks_a_cloud_that_is_closed_is_told_that_it_cannot_serve() throws Exception {
        assertThat(listRepositories().statusCode()).isEqualTo(200);

        cloud.close();

        HttpResponse<String> answer = listRepositories();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("ServiceUnavailable").contains("Try again shortly");
    }

    @Test
    void a_daemon_that_closes_its_cloud_still_says_that_it_is_there() {
        cloud.close();

        assertThat(ControlClient.instanceAt(server.address())).contains("i");
    }

    @Test
    void a_cloud_that_was_emptied_serves_again() throws Exception {
        cloud.reset();

        assertThat(listRepositories().statusCode()).isEqualTo(200);
    }
}
