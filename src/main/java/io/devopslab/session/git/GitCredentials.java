package io.devopslab.session.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The file from which git's {@code store} helper takes user and password (git-credential-store(1)): one URL, readable
 * by its owner alone.
 */
public final class GitCredentials {

    private final Path file;

    public GitCredentials(Path file) {
        this.file = file;
    }

    /** User and password for git over HTTP. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    public Path file() {
        return file;
    }

    /** Keeps the login for all repositories of the URL's host. */
    public void write(String cloneUrl, Login login) {
        URI url = URI.create(cloneUrl);
        String line = url.getScheme() + "://" + encoded(login.user()) + ":" + encoded(login.password()) + "@"
                + url.getRawAuthority() + "\n";
        try {
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "git-credentials", ".new");
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(fresh, line);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", e);
        }
    }

    /** The login that is kept; empty when there is none that can be read. */
    public Optional<Login> read() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.stream().findFirst().flatMap(GitCredentials::login);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Login> login(String line) {
        int from = line.indexOf("://") + 3;
        int colon = line.indexOf(':', from);
        int at = line.indexOf('@', from);
        if (from < 3 || colon < 0 || at < colon) {
            return Optional.empty();
        }
        return Optional.of(new Login(decoded(line.substring(from, colon)), decoded(line.substring(colon + 1, at))));
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be deleted.", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
