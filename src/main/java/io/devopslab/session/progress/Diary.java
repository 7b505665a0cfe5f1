package io.devopslab.session.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.session.ledger.Entry;
import io.devopslab.session.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The file in which a lab's achievements are kept: lines of a ledger, which are only ever added. Several commands may
 * add at a time, a watched check and a hint for example; what two of them add twice counts once.
 */
public final class Diary {

    private static final String PASSED = "passed";
    private static final String HINT = "hint";

    private final Path file;

    public Diary(Path file) {
        this.file = file;
    }

    /** What was achieved until now. */
    public Achievements achievements() {
        return Achievements.of(new Ledger(file).entries());
    }

    /**
     * Writes down the tasks that pass for the first time.
     *
     * @param solved whether {@code lab solve} did them
     * @param now asked only when there is something to write
     * @throws UncheckedIOException when the file cannot be written
     */
    public void passed(List<String> tasks, boolean solved, Supplier<Instant> now) {
        Achievements known = achievements();
        for (String task : tasks) {
            if (known.done(task).isEmpty()) {
                add(new Entry(now.get(), PASSED, Input.of("task", task, "solved", solved)));
            }
        }
    }

    /**
     * Writes down that a hint was taken.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void hint(String task, int number, Supplier<Instant> now) {
        if (achievements().hints(task) < number) {
            add(new Entry(now.get(), HINT, Input.of("task", task, "number", number)));
        }
    }

    private void add(Entry entry) {
        ObjectNode line = Input.of("v", 1, "at", entry.at(), "event", entry.event(), "data", entry.data());
        try {
            Files.createDirectories(file.getParent());
            String start = endsInMidLine() ? "\n" : "";
            Files.write(
                    file,
                    (start + line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The progress in " + file + " cannot be written.", e);
        }
    }

    /** A command that was killed, or a full disk, may have left half a line. */
    private boolean endsInMidLine() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return false;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1);
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }

    static boolean isPass(Entry entry) {
        return entry.event().equals(PASSED);
    }

    static boolean isHint(Entry entry) {
        return entry.event().equals(HINT);
    }
}
