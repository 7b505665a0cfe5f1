package io.devopslab.catalog;

import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Makes the beginning of a new lab: small, and provable as it is. */
public final class Scaffold {

    /** The longest id leaves room for what names of resources add to it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,30}[a-z0-9]");

    private static final String SCHEMA = "lab.schema.json";

    private final Path labs;

    /**
     * @param labs the directory of the labs
     */
    public Scaffold(Path labs) {
        this.labs = labs;
    }

    /**
     * Writes the lab's files.
     *
     * @return the lab's directory
     * @throws UsageException when the id is none, or something of that name is there
     */
    public Path create(String id) {
        if (!ID.matcher(id).matches() || id.contains("--")) {
            throw new UsageException(
                    Message.of(Scaffold.class, "bad-id", id), Message.of(Scaffold.class, "bad-id.cure"));
        }
        Path lab = labs.resolve(id);
        if (Files.exists(lab)) {
            throw new UsageException(
                    Message.of(Scaffold.class, "exists", lab), Message.of(Scaffold.class, "exists.cure"));
        }
        try {
            write(id, lab);
        } catch (IOException e) {
            throw new UncheckedIOException("The lab " + id + " cannot be written to " + lab + ".", e);
        }
        return lab;
    }

    /** Beside its place first, so that a lab that cannot be written whole is none. */
    private void write(String id, Path lab) throws IOException {
        Files.createDirectories(labs);
        Path part = Files.createTempDirectory(labs, ".new-" + id);
        for (Map.Entry<String, String> file : files(id).entrySet()) {
            Path path = part.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        Files.move(part, lab, StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> files(String id) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : new String[] {"lab.yaml", "template.yaml", "guide.md", "guide.vi.md"}) {
            files.put(name, resource("scaffold/" + name).replace("LAB", id).replace("SCHEMA", SCHEMA));
        }
        files.put(SCHEMA, resource(SCHEMA));
        files.put("app/greeting.txt", "hi\n");
        files.put("solution/greeting/greeting.txt", "hello\n");
        files.put("mutants/shouted/greeting.txt", "HELLO\n");
        return files;
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Scaffold.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
