package io.devopslab.cloud.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeArchiveTest {

    @TempDir
    Path directory;

    private CodeArchive archive(byte[] bytes) throws IOException {
        return new CodeArchive(Files.write(directory.resolve("code.zip"), bytes));
    }

    @Test
    void unpacks_files_and_directories() throws IOException {
        CodeArchive archive = archive(JavaCode.zip("a/b/c.txt", "content"));

        archive.check();
        archive.unpack(directory.resolve("code"));

        assertThat(directory.resolve("code/a/b/c.txt")).hasContent("content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped",
                "a/../../escaped",
                "/escaped",
                "..\\escaped",
                "a/..",
                "C:\\escaped",
                "\u0000bad",
                "."
            })
    void entry_that_would_leave_its_directory_is_refused(String name) throws IOException {
        CodeArchive archive = archive(JavaCode.zip(name, "evil"));

        assertThatThrownBy(archive::check).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> archive.unpack(directory.resolve("in/code"))).isInstanceOf(IOException.class);
        assertThat(directory.resolve("escaped")).doesNotExist();
        assertThat(directory.resolve("in/escaped")).doesNotExist();
        assertThat(directory.resolve("in/code")).doesNotExist();
    }

    @Test
    void archive_that_grows_without_end_is_refused() throws IOException {
        Path zip = directory.resolve("bomb.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            byte[] zeroes = new byte[1 << 20];
            for (int entry = 0; entry < 3; entry++) {
                out.putNextEntry(new ZipEntry("zeroes" + entry));
                for (int i = 0; i < 100; i++) {
                    out.write(zeroes);
                }
            }
        }

        assertThat(Files.size(zip)).isLessThan(1 << 20);
        assertThatThrownBy(new CodeArchive(zip)::check).isInstanceOf(CodeArchive.TooLargeException.class);
    }

    @Test
    void what_is_no_archive_is_refused() throws IOException {
        assertThatThrownBy(archive("not a zip".getBytes(StandardCharsets.UTF_8))::check)
                .isInstanceOf(IOException.class);
        assertThatThrownBy(archive(new byte[0])::check).isInstanceOf(IOException.class);
        byte[] damaged = JavaCode.zip("a.txt", "content ".repeat(100));
        damaged[40] ^= 0x55;
        assertThatThrownBy(archive(damaged)::check).isInstanceOf(IOException.class);
    }

    @Test
    void link_becomes_a_plain_file() throws IOException {
        byte[] zip = withMode(JavaCode.zip("link", "/etc/passwd"), 0120777);

        archive(zip).unpack(directory.resolve("code"));

        assertThat(Files.isSymbolicLink(directory.resolve("code/link"))).isFalse();
        assertThat(directory.resolve("code/link")).hasContent("/etc/passwd");
    }

    @Test
    void executable_stays_executable() throws IOException {
        byte[] zip = withMode(JavaCode.zip("bootstrap", "#!/bin/sh"), 0100755);

        archive(zip).unpack(directory.resolve("code"));

        assertThat(directory.resolve("code/bootstrap")).isExecutable();
    }

    /** The archive's only entry with a Unix mode, which the JDK's writer cannot set. */
    private static byte[] withMode(byte[] zip, int mode) {
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                zip[i + 5] = 3;
                zip[i + 40] = (byte) mode;
                zip[i + 41] = (byte) (mode >>> 8);
            }
        }
        return zip;
    }
}
