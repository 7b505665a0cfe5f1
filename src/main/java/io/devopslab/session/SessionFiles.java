package io.devopslab.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.session.git.GitCredentials;
import io.devopslab.session.ledger.Entry;
import io.devopslab.session.ledger.Ledger;
import io.devopslab.session.ledger.SessionLock;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a session. The ledger is the truth; {@code session.json} repeats its sum for people and scripts. */
final class SessionFiles {

    private static final String LEDGER = "ledger.jsonl";

    private final String lab;
    private final Path directory;

    SessionFiles(Home home, String target, String lab) {
        this.lab = lab;
        this.directory = home.session(target, lab);
    }

    /** The sessions of a home, by the directories that hold a ledger. */
    static List<SessionState> all(Home home) {
        Path sessions = home.state().resolve("sessions");
        if (!Files.isDirectory(sessions)) {
            return List.of();
        }
        try (Stream<Path> found = Files.find(sessions, 3, (path, attributes) -> path.endsWith(LEDGER))) {
            return found.sorted()
                    .map(file -> Journal.of(new Ledger(file).entries()).state())
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InconclusiveException(
                    Message.of(Session.class, "unusable-home", sessions, e),
                    Message.of(Session.class, "unusable-home.cure"),
                    e);
        }
    }

    /** Whether a command has ever begun to work on the session. */
    boolean exist() {
        return Files.isDirectory(directory);
    }

    Ledger ledger() {
        return new Ledger(directory.resolve(LEDGER));
    }

    Journal journal() {
        return Journal.of(ledger().entries());
    }

    GitCredentials credentials() {
        return new GitCredentials(directory.resolve("git-credentials"));
    }

    /**
     * @throws SessionLockedException when another command has it
     */
    SessionLock lock(String command) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("lock");
            return SessionLock.take(file, command)
                    .orElseThrow(() -> new SessionLockedException(lab, SessionLock.holder(file)));
        } catch (IOException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    /** A full or read-only home: nothing was begun that would have to be written down. */
    InconclusiveException unusable(Exception cause) {
        return new InconclusiveException(
                Message.of(Session.class, "unusable-home", directory, cause),
                Message.of(Session.class, "unusable-home.cure"),
                cause);
    }

    void append(Entry entry) {
        try {
            ledger().append(entry);
        } catch (UncheckedIOException e) {
            throw unusable(e);
        }
    }

    /** Replaces the summary at once: whoever reads it sees the old one or the new one. */
    void summarize(SessionState state) {
        ObjectNode summary = Input.of(
                "schemaVersion", 1,
                "id", state.id(),
                "lab", state.lab(),
                "target", state.target(),
                "account", state.account(),
                "region", state.region(),
                "phase", state.phase().name().toLowerCase(java.util.Locale.ROOT),
                "workspace", state.workspace(),
                "started", state.started(),
                "expires", state.expires(),
                "stacks", state.stacks());
        ObjectNode clones = summary.putObject("clones");
        state.clones().forEach((name, path) -> clones.put(name, path.toString()));
        try {
            Path fresh = directory.resolve("session.json.new");
            Files.write(fresh, summary.toPrettyString().getBytes(StandardCharsets.UTF_8));
            Files.move(
                    fresh,
                    directory.resolve("session.json"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
