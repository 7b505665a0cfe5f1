package io.devopslab.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.launcher.Launcher.Run;
import io.devopslab.launcher.Launcher.Running;
import io.devopslab.target.container.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script {@code lab} does on machines that are not as it would like them. */
final class LauncherTest {

    @TempDir
    private Path directory;

    private Launcher launcher;

    @BeforeEach
    void copy() throws IOException {
        launcher = new Launcher(directory);
    }

    private Path java17() throws IOException {
        Path jdk = launcher.jdk("17");
        launcher.onThePath(jdk);
        return jdk;
    }

    private static Path only(Path directory, String prefix) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertThatItRuns(Run run) {
        assertThat(run).extracting(Run::exitCode).isEqualTo(0);
        assertThat(run.java()).contains("-jar").endsWith("list");
    }

    @Test
    void without_java_it_says_what_to_install() {
        Run run = launcher.run("list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no Java was found").contains("JDK 17 or newer");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void an_old_java_is_named_with_its_version_until_it_is_replaced() throws Exception {
        launcher.onThePath(launcher.jdk("11"));

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("bin/java is version 11").contains("JDK 17 or newer");

        java17();
        assertThatItRuns(launcher.run("list"));
    }

    @Test
    void an_old_java_home_gives_way_to_a_newer_java_on_the_path() throws Exception {
        launcher.with("JAVA_HOME", launcher.jdk("1.8").toString());
        Path jdk = java17();

        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.builds()).containsExactly(jdk.toString());
    }

    @Test
    void a_java_home_that_is_new_enough_comes_first() throws Exception {
        java17();
        Path newest = launcher.jdk("25");

        assertThatItRuns(launcher.with("JAVA_HOME", newest.toString()).run("list"));
        assertThat(launcher.builds()).containsExactly(newest.toString());
    }

    @Test
    void a_java_that_does_not_run_is_no_java() throws Exception {
        Path jdk = java17();
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\necho No Java runtime present >&2; exit 1\n");

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("version unknown");
    }

    @Test
    void a_runtime_without_a_compiler_cannot_build() throws Exception {
        Files.delete(java17().resolve("bin/javac"));

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("runtime only");
    }

    @Test
    void without_any_home_it_says_which_variable_to_set() throws Exception {
        java17();

        Run run = launcher.with("HOME", "").run("list");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("neither LAB_HOME nor HOME is set");
    }

    @Test
    void lab_home_alone_will_do() throws Exception {
        java17();

        assertThatItRuns(
                launcher.with("HOME", "").with("LAB_HOME", directory + "/state").run("list"));
    }

    @Test
    void a_file_in_place_of_the_home_is_named() throws Exception {
        java17();
        Path file = Files.writeString(directory.resolve("taken"), "");

        Run run = launcher.with("LAB_HOME", file.toString()).run("list");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains(file + "/cache").contains("set LAB_HOME");
    }

    @Test
    void a_read_only_home_is_named() throws Exception {
        java17();
        Files.createDirectories(launcher.cache());
        Assumptions.assumeTrue(
                launcher.cache().toFile().setWritable(false) && !Files.isWritable(launcher.cache()),
                "root may write anywhere");

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("set LAB_HOME");
    }

    @Test
    void a_full_disk_is_told_and_nothing_half_stays() throws Exception {
        java17();
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
            disk.fill();

            Run run = launcher.with("LAB_HOME", disk.path().toString()).run("list");
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("Free some space");

            disk.free();
            assertThatItRuns(launcher.run("list"));
        }
    }

    @Test
    void it_works_through_symbolic_links_and_from_any_directory() throws Exception {
        java17();
        Path elsewhere = Files.createDirectories(directory.resolve("else where"));
        Path first = Files.createSymbolicLink(directory.resolve("first"), Path.of("a clone/lab"));
        Path second = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("../first"));

        for (Path script : List.of(launcher.script(), first, second)) {
            Run run = launcher.run(script, elsewhere, "list");
            assertThatItRuns(run);
            assertThat(run.java()).contains("-Dlab.root=" + launcher.root());
        }
    }

    @Test
    void a_home_relative_to_the_directory_works() throws Exception {
        java17();

        Run run = launcher.with("LAB_HOME", "my labs").run("list");
        assertThatItRuns(run);
        String state = directory.toRealPath() + "/my labs/cache/";
        assertThat(run.java()).anyMatch(word -> word.startsWith("-Dlab.jar=" + state));
    }

    @Test
    void the_class_data_archive_is_made_beside_the_first_command_and_used_by_the_next() throws Exception {
        java17();
        Path home = directory.resolve("a home");
        launcher.with("LAB_HOME", home.toString()).with("FAKE_ARCHIVE", "yes");

        assertThat(launcher.run("list").java()).noneMatch(word -> word.startsWith("-XX:SharedArchiveFile"));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (names(home.resolve("cache")).noneMatch(name -> name.endsWith(".jsa"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        assertThat(launcher.run("list").java())
                .anyMatch(word -> word.startsWith("-XX:SharedArchiveFile=" + home + "/cache/classes-"));
    }

    @Test
    void a_java_that_makes_no_archive_is_not_asked_again_by_each_command() throws Exception {
        java17();

        assertThatItRuns(launcher.run("list"));
        assertThatItRuns(launcher.run("list"));

        assertThat(launcher.archives())
                .as("one for commands, one for the daemon")
                .hasSize(2)
                .allSatisfy(call -> assertThat(call)
                        .as("what a Java that breaks tells stays out of the learner's directory")
                        .contains("-XX:ErrorFile=" + launcher.cache()));
    }

    @Test
    void what_former_builds_left_goes_after_two_weeks_but_for_what_a_checkout_still_runs() throws Exception {
        java17();
        for (String id : List.of("old-1", "elsewhere-2", "young-3")) {
            Path app = Files.createDirectories(launcher.cache().resolve("app").resolve(id));
            Files.writeString(app.resolve("lab.jar"), "a former program");
            int days = id.startsWith("young") ? 1 : 30;
            Files.setLastModifiedTime(app, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
        }
        Files.writeString(launcher.cache().resolve("current-12-3"), "elsewhere-2\n");
        Path used = Files.createDirectories(launcher.cache().resolve("tools-used"));
        Path unused = Files.createDirectories(launcher.cache().resolve("tools-unused"));
        Files.writeString(unused.resolve("javac"), "a former compiler");
        Files.setLastModifiedTime(unused, FileTime.from(Instant.now().minus(Duration.ofDays(30))));

        assertThatItRuns(launcher.run("list"));

        assertThat(launcher.archives()).isNotEmpty();
        assertThat(used).isDirectory();
        assertThat(unused).doesNotExist();
        try (Stream<Path> left = Files.list(launcher.cache().resolve("app"))) {
            assertThat(left.map(app -> app.getFileName().toString())).hasSize(3).contains("elsewhere-2", "young-3");
        }
        assertThatItRuns(launcher.run("list"));
    }

    @Test
    void what_maven_built_for_the_tests_is_not_the_program() throws Exception {
        java17();
        Files.createDirectories(launcher.root().resolve("target/lib"));
        Files.writeString(launcher.root().resolve("target/lab.jar"), "another program");

        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.builds()).hasSize(1);
    }

    /** Two runs: the first one makes the archive, and from the second on answers are kept. */
    private void warm() throws Exception {
        java17();
        launcher.with("FAKE_ARCHIVE", "yes");
        Files.createDirectories(launcher.root().resolve("labs/cicd"));
        Files.writeString(launcher.root().resolve("labs/cicd/lab.yaml"), "id: cicd");
        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.runs()).isEqualTo(1);
    }

    @Test
    void the_list_and_the_help_are_given_without_java_once_they_are_known() throws Exception {
        warm();
        Run second = launcher.run("list");
        Run third = launcher.run("list");

        assertThat(launcher.runs()).isEqualTo(2);
        assertThat(third).isEqualTo(second);
        assertThat(launcher.run("--help").out()).isNotEqualTo(third.out());
        assertThat(launcher.runs()).isEqualTo(3);
    }

    @Test
    void what_may_change_the_answer_asks_java_again() throws Exception {
        warm();
        launcher.run("list");
        int runs = launcher.runs();

        launcher.with("LANG", "vi_VN.UTF-8").run("list");
        assertThat(launcher.runs()).as("another language").isEqualTo(++runs);
        launcher.run("list", "--json");
        launcher.run("list", "--json");
        assertThat(launcher.runs()).as("options").isEqualTo(runs += 2);
        Path manifest = launcher.root().resolve("labs/cicd/lab.yaml");
        Files.setLastModifiedTime(manifest, FileTime.from(Instant.now().plusSeconds(2)));
        launcher.run("list");
        assertThat(launcher.runs()).as("a changed manifest").isEqualTo(++runs);
    }

    @Test
    void an_answer_with_a_complaint_is_shown_and_not_kept() throws Exception {
        warm();
        launcher.with("FAKE_COMPLAINT", "the manifest of x is not valid");

        assertThat(launcher.run("list").err()).contains("the manifest of x is not valid");
        assertThat(launcher.with("FAKE_COMPLAINT", "").run("list").err()).isEmpty();
        assertThat(launcher.runs()).isEqualTo(3);
        assertThat(names(launcher.cache())).noneMatch(name -> name.contains(".asked"));
    }

    private static Stream<String> names(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void what_is_typed_arrives_as_it_was_typed() throws Exception {
        java17();

        assertThat(launcher.run("show", "a b", "", "$HOME *", "\"'").java())
                .endsWith("show", "a b", "", "$HOME *", "\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "999999999\n", "99999999"})
    void a_lock_that_nobody_holds_is_taken_over(String holder) throws Exception {
        java17();
        Files.createDirectories(launcher.cache());
        Files.writeString(launcher.cache().resolve("building"), holder);

        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.cache().resolve("building")).doesNotExist();
        assertThat(launcher.builds()).hasSize(1);
    }

    @Test
    void the_lock_of_an_earlier_version_is_of_no_consequence() throws Exception {
        java17();
        Files.createDirectories(launcher.cache().resolve("build.lock"));

        assertThatItRuns(launcher.run("list"));
    }

    @Test
    void two_commands_at_once_build_once() throws Exception {
        java17();
        launcher.maven("echo x >>builds; sleep 2; mkdir -p target/program/lib; echo program >target/program/lab.jar");

        Running first = launcher.start("list");
        Running second = launcher.start("list");
        assertThatItRuns(launcher.finish(first));
        assertThatItRuns(launcher.finish(second));
        assertThat(launcher.builds()).hasSize(1);
    }

    @Test
    void half_written_cache_files_are_made_again() throws Exception {
        java17();
        assertThatItRuns(launcher.run("list"));

        for (String half : List.of("", "1", "17", "../..", "17 /gone\n")) {
            Files.writeString(only(launcher.cache(), "java-"), half);
            Files.writeString(only(launcher.cache(), "current-"), half);
            assertThatItRuns(launcher.run("list"));
        }
        assertThat(launcher.builds()).as("nothing was built for it").hasSize(1);
    }

    @Test
    void a_program_that_was_half_staged_is_staged_again() throws Exception {
        java17();
        assertThatItRuns(launcher.run("list"));
        Path app = only(launcher.cache().resolve("app"), "");
        Files.delete(app.resolve("lab.jar"));

        assertThatItRuns(launcher.run("list"));
        assertThat(app.resolve("lab.jar")).exists();
    }

    @Test
    void newer_sources_are_built() throws Exception {
        java17();
        assertThatItRuns(launcher.run("list"));
        Path source = Files.writeString(launcher.root().resolve("src/main/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));

        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.builds()).hasSize(2);
    }

    /** Maven, as it builds with and without what runs containers. */
    private void mavenWithContainers() throws IOException {
        launcher.maven(
                "case \"$*\" in *-Dlab.containers*) echo with; mkdir -p target/program/lib/containers"
                        + " && : >target/program/lib/containers/t.jar ;; *) echo without ;; esac >>builds\n"
                        + "mkdir -p target/program/lib; echo program >target/program/lab.jar; echo x >target/program/lib/x.jar");
    }

    @Test
    void what_runs_containers_is_not_had_for_a_command_that_is_refused() throws Exception {
        java17();
        mavenWithContainers();
        assertThatItRuns(launcher.run("list"));

        Run run = launcher.with("FAKE_NEED", "2").run("validate", "cicd", "--target", "localstack", "--jobs", "3");

        assertThat(run).extracting(Run::exitCode).isEqualTo(2);
        assertThat(launcher.builds()).containsExactly("without");
        assertThat(run.err()).doesNotContain("containers");
    }

    @Test
    void what_runs_containers_is_built_with_the_rest_where_nothing_is_built_yet() throws Exception {
        java17();
        mavenWithContainers();

        assertThat(launcher.with("FAKE_NEED", "75").run("start", "x", "--target", "localstack"))
                .extracting(Run::exitCode)
                .isEqualTo(0);
        assertThat(launcher.builds()).containsExactly("with");
    }

    /** The launcher's shell knows these names, too. */
    static Stream<String> targetsInContainers() {
        return Stream.of(Product.values())
                .flatMap(product -> Stream.of("--target " + product.target(), "--target=" + product.target()));
    }

    @ParameterizedTest
    @MethodSource("targetsInContainers")
    void what_runs_containers_is_had_once_when_a_command_comes_to_need_it_which_is_then_given_again(String target)
            throws Exception {
        java17();
        mavenWithContainers();
        assertThat(launcher.run("start", "cicd", "--target", "endpoint").exitCode())
                .isZero();
        launcher.with("FAKE_NEED", "75");
        String[] words = ("start,a b,," + target.replace(' ', ',')).split(",");

        Run run = launcher.run(words);
        assertThat(run).extracting(Run::exitCode).isEqualTo(0);
        assertThat(run.java()).endsWith(words);
        assertThat(launcher.builds()).containsExactly("without", "with");
        assertThat(run.err()).contains("Getting what runs containers");
        assertThat(launcher.runs()).isEqualTo(2);
        Path jar = Path.of(run.java().stream()
                .filter(word -> word.startsWith("-Dlab.jar="))
                .findFirst()
                .orElseThrow()
                .substring("-Dlab.jar=".length()));
        assertThat(jar.resolveSibling("lib/containers/t.jar")).exists();

        assertThat(launcher.run("start", "x", "--target", "localstack").exitCode())
                .isZero();
        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.builds()).hasSize(2);
    }

    @Test
    void a_distribution_never_has_to_get_what_runs_containers() throws Exception {
        java17();
        Files.delete(launcher.root().resolve("pom.xml"));
        Files.createDirectories(launcher.root().resolve("lib"));
        Files.writeString(launcher.root().resolve("lib/lab.jar"), "program");

        assertThat(launcher.with("FAKE_NEED", "75").run("start", "x", "--target", "localstack"))
                .extracting(Run::exitCode)
                .isEqualTo(0);
        assertThat(launcher.builds()).isEmpty();
    }

    @Test
    void a_failed_build_shows_its_errors_and_lets_go_of_the_lock() throws Exception {
        java17();
        launcher.maven("echo '[INFO] fine'; echo '[ERROR] cannot resolve x'; exit 1");

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] cannot resolve x").contains("build.log");
        assertThat(launcher.cache().resolve("building")).doesNotExist();
    }

    @Test
    void a_build_that_says_no_error_shows_its_end() throws Exception {
        java17();
        launcher.maven("echo curl: could not resolve host; exit 1");

        assertThat(launcher.run("list").err()).contains("could not resolve host");
    }

    @Test
    void an_interrupted_build_ends_with_its_maven_and_without_a_lock() throws Exception {
        java17();
        launcher.maven("echo $$ >maven.pid; exec sleep 100");
        Running running = launcher.start("list");
        Path pid = launcher.root().resolve("maven.pid");
        while (running.process().isAlive() && !(Files.exists(pid) && Files.size(pid) > 1)) {
            Thread.onSpinWait();
        }

        running.process().destroy();

        assertThat(launcher.finish(running).exitCode()).isEqualTo(143);
        assertThat(launcher.cache().resolve("building")).doesNotExist();
        ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).ifPresent(maven -> maven.onExit()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join());
    }

    @Test
    void a_distribution_without_its_program_says_so() throws Exception {
        java17();
        Files.delete(launcher.root().resolve("pom.xml"));

        Run run = launcher.run("list");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("lib/lab.jar is missing");
    }

    @Test
    void a_distribution_runs_its_program_without_a_build() throws Exception {
        java17();
        Files.delete(launcher.root().resolve("pom.xml"));
        Files.createDirectories(launcher.root().resolve("lib"));
        Files.writeString(launcher.root().resolve("lib/lab.jar"), "program");

        assertThatItRuns(launcher.run("list"));
        assertThat(launcher.builds()).isEmpty();
    }
}
