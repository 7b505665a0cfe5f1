package io.devopslab.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Remembers manifests whose texts were found to be right, so that not each command finds it out again: to know AWS's operations takes
 * longer than most commands do. A file for each lab; what cannot be kept is judged the next time.
 */
public final class Judged {

    /** Remembers nothing. */
    public static final Judged NONE = new Judged(Optional.empty(), "");

    private final Optional<Path> directory;
    private final String program;

    private Judged(Optional<Path> directory, String program) {
        this.directory = directory;
        this.program = program;
    }

    /**
     * @param directory of the files
     * @param program tells the program from others, which may judge otherwise
     */
    public static Judged in(Path directory, String program) {
        return new Judged(Optional.of(directory), program);
    }

    /** Whether this text of that manifest was found to be right. */
    boolean knows(Path manifest, String text) {
        if (directory.isEmpty()) {
            return false;
        }
        try {
            return Files.readString(file(directory.get(), manifest)).equals(digest(program, text));
        } catch (IOException e) {
            return false;
        }
    }

    void remember(Path manifest, String text) {
        directory.ifPresent(place -> {
            try {
                Path file = file(place, manifest);
                Path part = Files.createTempFile(place, "judged-", ".part");
                Files.writeString(part, digest(program, text));
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                // It is judged the next time.
            }
        });
    }

    private static Path file(Path directory, Path manifest) {
        return directory.resolve("judged-"
                + digest(manifest.toAbsolutePath().normalize().toString(), "").substring(0, 16));
    }

    private static String digest(String first, String second) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(first.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(second.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
