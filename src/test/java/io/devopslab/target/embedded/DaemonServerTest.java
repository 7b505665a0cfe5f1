package io.devopslab.target.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.sts.StsClient;

final class DaemonServerTest {

    @TempDir
    private Path home;

    private Optional<Thread> daemon = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        Daemons daemons = new Daemons(home);
        daemons.running()
                .ifPresent(address -> ControlClient.post(
                        address,
                        daemons.credentials().orElseThrow(),
                        "stop",
                        DaemonFiles.newDocument(),
                        Duration.ofSeconds(10)));
        if (daemon.isPresent()) {
            daemon.get().join(TimeUnit.SECONDS.toMillis(30));
        }
    }

    /** A daemon on a thread of the test, which answers when this returns. */
    private DaemonAddress serve(DaemonOptions options) throws InterruptedException {
        Thread thread = new Thread(
                () -> new DaemonServer(home, options, Optional.of(new Program("0.1.0-0a1b2c3d"))).run(),
                "daemon-under-test");
        thread.start();
        daemon = Optional.of(thread);
        Daemons daemons = new Daemons(home);
        while (daemons.running().isEmpty() && thread.isAlive()) {
            thread.join(20);
        }
        return daemons.running().orElseThrow();
    }

    private static DaemonOptions onPort(int port) {
        DaemonOptions defaults = DaemonOptions.defaults();
        return new DaemonOptions(port, defaults.account(), defaults.region(), 1, true, defaults.idle());
    }

    private Site site() {
        return new EmbeddedTarget(home, Optional.empty(), notice -> {}).open(DaemonOptions.defaults());
    }

    @Test
    void its_owner_is_a_user_and_alone_can_read_the_key() throws Exception {
        serve(onPort(0));

        assertThat(site().clients().get(StsClient.class).getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::123456789012:user/attendee");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("cloud/credentials.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_port_in_use_is_answered_with_a_free_one() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            DaemonAddress address = serve(onPort(taken.getLocalPort()));

            assertThat(address.endpoint().getPort()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void a_second_daemon_of_the_same_home_gives_way() throws Exception {
        serve(onPort(0));

        assertThatThrownBy(() -> new DaemonServer(home, onPort(0), Optional.empty()).run())
                .isInstanceOfAny(TargetException.class, java.nio.channels.OverlappingFileLockException.class);
    }

    @Test
    void the_state_outlives_the_daemon_and_time_never_goes_back() throws Exception {
        DaemonAddress first = serve(onPort(0));
        site().clients()
                .get(S3Client.class)
                .createBucket(CreateBucketRequest.builder().bucket("kept").build());
        String later = new Daemons(home)
                .advance(first, Duration.ofHours(5))
                .path("now")
                .asText();
        stop();

        serve(onPort(0));

        assertThat(site().clients().get(S3Client.class).listBuckets().buckets())
                .extracting(bucket -> bucket.name())
                .containsExactly("kept");
        assertThat(site().clock().now()).isAfterOrEqualTo(java.time.Instant.parse(later));
    }

    @Test
    void a_reset_empties_the_cloud_and_keeps_the_owner() throws Exception {
        DaemonAddress address = serve(onPort(0));
        S3Client s3 = site().clients().get(S3Client.class);
        s3.createBucket(CreateBucketRequest.builder().bucket("gone").build());

        new Daemons(home).reset(address);

        assertThat(s3.listBuckets().buckets()).isEmpty();
    }

    @Test
    void it_tells_which_program_it_runs() throws Exception {
        DaemonAddress address = serve(onPort(0));

        assertThat(address.program()).contains(new Program("0.1.0-0a1b2c3d"));
        assertThat(new Daemons(home).status(address).path("program").asText()).isEqualTo("0.1.0-0a1b2c3d");
    }

    @Test
    void a_command_of_another_build_is_told_and_one_of_the_same_is_not() throws Exception {
        DaemonAddress address = serve(onPort(0));

        assertThat(Daemons.staleness(address, Optional.of(new Program("0.1.0-ffffffff"))))
                .hasValueSatisfying(notice -> assertThat(notice.toString())
                        .contains("0a1b2c3d")
                        .contains("ffffffff")
                        .contains("lab cloud stop"));
        assertThat(Daemons.staleness(address, Optional.of(new Program("0.1.0-0a1b2c3d"))))
                .isEmpty();
        assertThat(Daemons.staleness(address, Optional.empty())).isEmpty();
    }

    @Test
    void a_daemon_older_than_the_question_counts_as_another_build() throws Exception {
        com.fasterxml.jackson.databind.node.ObjectNode old = serve(onPort(0)).toJson();
        old.remove("program");

        assertThat(Daemons.staleness(DaemonAddress.fromJson(old).orElseThrow(), Optional.of(new Program("x"))))
                .isPresent();
    }

    @Test
    void a_half_written_key_is_told_with_what_to_do() throws Exception {
        serve(onPort(0));
        Path credentials = home.resolve("cloud/credentials.json");
        String whole = Files.readString(credentials);
        Files.writeString(credentials, whole.substring(0, whole.length() / 2));

        assertThatThrownBy(this::site)
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(credentials.toString())
                .hasMessageContaining("End that process");
        Files.writeString(credentials, whole);
    }

    @Test
    void a_request_of_a_stranger_changes_nothing() throws Exception {
        DaemonAddress address = serve(onPort(0));
        java.net.HttpURLConnection request = (java.net.HttpURLConnection)
                address.endpoint().resolve("/_lab/reset").toURL().openConnection();
        request.setRequestMethod("POST");

        assertThat(request.getResponseCode()).isEqualTo(403);
    }
}
