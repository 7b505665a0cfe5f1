package io.devopslab.cloud.runtime.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** What a learner does with plain git. */
final class GitOverHttpTest {

    private static final String JANE = "arn:aws:iam::123456789012:user/jane";

    @TempDir
    private Path directory;

    private TestCloud cloud;
    private HttpServer server;
    private ExecutorService threads;
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void needs_git() {
        assumeTrue(GitClient.isInstalled(), "git is not installed");
    }

    @BeforeEach
    void open() throws IOException {
        cloud = TestCloud.open(directory.resolve("cloud"));
        cloud.cloud().gitCredentials().put("jane-at-123456789012", "s3cret/+=", "123456789012", JANE);
        cloud.cloud().events().subscribe(events::add);
        cloud.get(CodeCommitClient.class).createRepository(request -> request.repositoryName("app"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/git/", cloud.cloud().git(cloud.cloud().gitAuthenticator(InstantSource.system())));
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
        cloud.close();
    }

    private String url(String user, String password) {
        return "http://" + user + ":" + password + "@127.0.0.1:"
                + server.getAddress().getPort() + "/git/eu-west-1/v1/repos/app";
    }

    private String url() {
        return url("jane-at-123456789012", "s3cret%2F%2B%3D");
    }

    private GitClient cloned(String name, String... options) {
        GitClient outside = new GitClient(directory);
        String[] clone = new String[options.length + 4];
        clone[0] = "clone";
        clone[1] = "--quiet";
        System.arraycopy(options, 0, clone, 2, options.length);
        clone[clone.length - 2] = url();
        clone[clone.length - 1] = name;
        outside.run(clone);
        return new GitClient(directory.resolve(name));
    }

    private GitClient seeded() {
        GitClient work = cloned("work");
        work.run("checkout", "--quiet", "-B", "main");
        work.commit("README.md", "hello");
        work.run("push", "--quiet", "origin", "main");
        return work;
    }

    @Test
    void pushed_commit_arrives_in_another_clone() throws IOException {
        seeded();

        GitClient other = cloned("other");

        assertThat(Files.readString(other.directory().resolve("README.md"))).isEqualTo("hello");
        assertThat(other.run("branch", "--show-current").strip()).isEqualTo("main");
    }

    @Test
    void fetch_brings_what_somebody_else_pushed() {
        GitClient work = seeded();
        GitClient other = cloned("other");
        String commit = work.commit("a.txt", "a");
        work.run("push", "--quiet", "origin", "main");

        other.run("fetch", "--quiet", "origin");

        assertThat(other.run("rev-parse", "origin/main").strip()).isEqualTo(commit);
    }

    @Test
    void older_protocol_versions_are_served() {
        GitClient work = seeded();
        GitClient outside = new GitClient(directory);

        for (String version : List.of("0", "1", "2")) {
            outside.run("-c", "protocol.version=" + version, "clone", "--quiet", url(), "clone" + version);
            assertThat(new GitClient(directory.resolve("clone" + version)).run("rev-parse", "HEAD"))
                    .isEqualTo(work.run("rev-parse", "HEAD"));
        }
    }

    @Test
    void rewound_branch_needs_force() {
        GitClient work = seeded();
        work.commit("a.txt", "a");
        work.run("push", "--quiet", "origin", "main");
        work.run("reset", "--quiet", "--hard", "HEAD~1");
        work.commit("a.txt", "b");

        assertThat(work.attempt("push", "origin", "main").output()).contains("rejected");
        assertThat(work.run("push", "--force", "origin", "main")).contains("forced update");
    }

    @Test
    void branch_can_be_deleted_unless_it_is_the_default() {
        GitClient work = seeded();
        work.run("push", "--quiet", "origin", "main:feature/x");

        work.run("push", "--quiet", "origin", "--delete", "feature/x");
        GitClient.Result refused = work.attempt("push", "origin", "--delete", "main");

        assertThat(work.run("ls-remote", "--heads", "origin"))
                .contains("refs/heads/main")
                .doesNotContain("feature/x");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("remote rejected").contains("default branch");
    }

    @Test
    void references_outside_of_refs_are_refused() {
        GitClient work = seeded();

        assertThat(work.attempt("push", "origin", "HEAD:refs/heads/../../config")
                        .exit())
                .isNotZero();
        assertThat(work.run("ls-remote", "origin")).hasLineCount(2);
    }

    @Test
    void large_push_is_streamed() throws IOException {
        GitClient work = seeded();
        byte[] noise = new byte[12 << 20];
        new Random(7).nextBytes(noise);
        Files.write(work.directory().resolve("noise.bin"), noise);
        work.commit("b.txt", "b");

        work.run("push", "--quiet", "origin", "main");

        GitClient other = cloned("other");
        assertThat(Files.readAllBytes(other.directory().resolve("noise.bin"))).isEqualTo(noise);
    }

    @Test
    void shallow_clone_has_one_commit_and_can_be_deepened() {
        GitClient work = seeded();
        for (int i = 0; i < 5; i++) {
            work.commit("a.txt", "version " + i);
        }
        work.run("push", "--quiet", "origin", "main");

        GitClient shallow = cloned("shallow", "--depth", "1");

        assertThat(shallow.run("rev-list", "--count", "HEAD").strip()).isEqualTo("1");
        shallow.run("fetch", "--quiet", "--unshallow");
        assertThat(shallow.run("rev-list", "--count", "HEAD").strip()).isEqualTo("6");
    }

    @Test
    void many_branches_make_a_compressed_request() {
        GitClient work = seeded();
        for (int i = 0; i < 60; i++) {
            work.commit("a.txt", "version " + i);
            work.run("branch", "b" + i);
        }
        work.run("push", "--quiet", "--all", "origin");
        GitClient other = cloned("other");
        for (int i = 0; i < 60; i++) {
            other.commit("other.txt", "version " + i);
        }
        work.run("commit", "--quiet", "--allow-empty", "-m", "next");
        String tip = work.run("rev-parse", "HEAD").strip();
        work.run("push", "--quiet", "--all", "origin");

        // More than a kilobyte of "have" lines is sent gzipped.
        other.run("fetch", "--quiet", "origin");

        assertThat(other.run("rev-parse", "origin/main").strip()).isEqualTo(tip);
    }

    @Test
    void wrong_password_and_unknown_repository_are_told() {
        GitClient outside = new GitClient(directory);

        assertThat(outside.attempt("clone", url("jane-at-123456789012", "wrong"), "x")
                        .output())
                .contains("Authentication failed");
        assertThat(outside.attempt("clone", url().replace("127.0.0.1", "0.0.0.0"), "x")
                        .output())
                .contains("403");
        assertThat(outside.attempt("clone", url() + "le", "x").output()).contains("not found");
        assertThat(outside.attempt("clone", url().replace("eu-west-1", "us-east-1"), "x")
                        .output())
                .contains("not found");
    }

    @Test
    void one_of_two_pushes_at_once_is_rejected() throws Exception {
        GitClient one = seeded();
        GitClient two = cloned("two");
        one.commit("one.txt", "1");
        two.commit("two.txt", "2");

        Future<GitClient.Result> first = threads.submit(() -> one.attempt("push", "origin", "main"));
        Future<GitClient.Result> second = threads.submit(() -> two.attempt("push", "origin", "main"));

        assertThat(List.of(first.get().exit() == 0, second.get().exit() == 0)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void pushed_hook_never_runs_and_a_tag_is_announced() {
        GitClient work = seeded();
        work.run("tag", "-a", "v1", "-m", "Version 1");

        work.run("push", "--quiet", "origin", "v1");
        cloud.time().advance(java.time.Duration.ofMillis(1));

        assertThat(events)
                .extracting(event -> event.detail().get("event").asText()
                        + " " + event.detail().get("referenceFullName").asText()
                        + " " + event.detail().get("callerUserArn").asText())
                .containsExactly("referenceCreated refs/heads/main " + JANE, "referenceCreated refs/tags/v1 " + JANE);
    }

    @Test
    void credential_helper_of_the_aws_command_lets_in() throws Exception {
        assumeTrue(GitClient.isInstalled("aws"), "the aws command is not installed");
        seeded();
        var permanent = cloud.cloud().accessKeys().create("123456789012", JANE, "AIDAJANE");
        var session = cloud.cloud()
                .accessKeys()
                .createTemporary(
                        "123456789012",
                        JANE,
                        "AROA:jane",
                        cloud.time().instant().plusSeconds(900));

        assertThat(clonedByHelper("a", permanent.id(), permanent.secret(), "")).isEqualTo(new GitClient.Result(0, ""));
        assertThat(clonedByHelper(
                        "b",
                        session.id(),
                        session.secret(),
                        session.sessionToken().orElseThrow()))
                .isEqualTo(new GitClient.Result(0, ""));
        assertThat(clonedByHelper("c", permanent.id(), "wrong", "").output()).contains("403");
    }

    private GitClient.Result clonedByHelper(String directoryName, String key, String secret, String token) {
        String helper = "!f() { [ $1 = get ] && AWS_ACCESS_KEY_ID=" + key + " AWS_SECRET_ACCESS_KEY=" + secret
                + (token.isEmpty() ? "" : " AWS_SESSION_TOKEN=" + token)
                + " AWS_DEFAULT_REGION=eu-west-1 aws codecommit credential-helper get --ignore-host-check || true; }; f";
        return new GitClient(directory)
                .attempt(
                        "-c",
                        "credential.helper=" + helper,
                        "-c",
                        "credential.useHttpPath=true",
                        "clone",
                        "--quiet",
                        url().replaceFirst("//.*@", "//"),
                        directoryName);
    }
}
