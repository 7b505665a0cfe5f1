package io.devopslab.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browser and pager, as programs that a test has written. */
final class ShowingTest {

    private static final URI PAGE = URI.create("file:///x/guide.html");

    @TempDir
    private Path directory;

    private Map<String, String> with(String program, String script) throws Exception {
        Path file = directory.resolve(program);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", directory + ":/bin:/usr/bin", "DISPLAY", ":0");
    }

    @Test
    void the_page_is_handed_to_the_desktop() throws Exception {
        Map<String, String> environment = with("xdg-open", "echo \"$@\" > '" + directory + "/seen'");

        assertThat(new Browser(environment, "Linux").open(PAGE)).isTrue();
        assertThat(directory.resolve("seen")).hasContent("file:///x/guide.html\n");
    }

    @Test
    void a_desktop_that_cannot_says_so() throws Exception {
        assertThat(new Browser(with("xdg-open", "exit 3"), "Linux").open(PAGE)).isFalse();
    }

    @Test
    void without_a_desktop_nothing_is_started() {
        assertThat(new Browser(Map.of("PATH", "/bin:/usr/bin"), "Linux").open(PAGE))
                .isFalse();
        assertThat(new Browser(Map.of("PATH", "", "DISPLAY", ":0"), "Linux").open(PAGE))
                .isFalse();
    }

    @Test
    void a_long_text_goes_through_the_pager() {
        String text = "line\n".repeat(2_000);
        Path seen = directory.resolve("seen");

        assertThat(new Pager(Map.of("PAGER", "cat > '" + seen + "'")).show(text))
                .isTrue();
        assertThat(seen).hasContent(text);
    }

    @Test
    void a_text_is_not_lost_on_a_pager_that_does_not_exist() {
        assertThat(new Pager(Map.of("PAGER", "no-such-pager-here 2>/dev/null")).show("line\n".repeat(2_000)))
                .isFalse();
    }

    @Test
    void a_short_text_or_an_empty_pager_is_printed() {
        assertThat(new Pager(Map.of("PAGER", "exit 0;")).show("line\n")).isFalse();
        assertThat(new Pager(Map.of("PAGER", "")).show("line\n".repeat(2_000))).isFalse();
        assertThat(new Pager(Map.of("PATH", "")).show("line\n".repeat(2_000))).isFalse();
    }

    @Test
    void a_reader_who_leaves_early_is_no_failure() {
        assertThat(new Pager(Map.of("PAGER", "true")).show("line\n".repeat(200_000)))
                .isTrue();
    }
}
