package io.devopslab.doctor;

import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examines a machine. Changes nothing but a file that it makes and removes under {@code LAB_HOME}. */
public final class Doctor {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?");
    private static final long NEEDED_MEGABYTES = 500;
    private static final Pattern ENGINE = Pattern.compile("\\d+\\.\\d+.*");

    private final Programs programs;
    private final Path labHome;

    /**
     * @param environment the variables of the process, of which PATH is read
     */
    public Doctor(Map<String, String> environment, Path labHome) {
        this.programs = new Programs(environment);
        this.labHome = labHome;
    }

    /** Everything, what is needed first. */
    public List<Finding> examine() {
        return List.of(
                java(),
                git(),
                shell(),
                home(),
                space(),
                optional("aws"),
                optional("python3"),
                optional("node"),
                cdk(),
                docker());
    }

    private static Finding java() {
        Path home = Path.of(System.getProperty("java.home"));
        Message found = message("java.found", Runtime.version(), home);
        boolean compiler = Files.exists(home.resolve("bin").resolve("javac"))
                || Files.exists(home.resolve("bin").resolve("javac.exe"));
        return Runtime.version().feature() < 17 || !compiler
                ? Finding.bad("java", found, message("java.cure"))
                : Finding.good("java", found);
    }

    private Finding git() {
        Optional<String> version = programs.output("git", "--version");
        if (version.isEmpty()) {
            return Finding.bad("git", message("not-found"), message("git.cure"));
        }
        Matcher number = VERSION.matcher(version.get());
        boolean old =
                number.find() && Integer.parseInt(number.group(1)) * 1000 + Integer.parseInt(number.group(2)) < 2020;
        return old
                ? Finding.bad("git", plain(version.get()), message("git.cure"))
                : Finding.good("git", plain(version.get()));
    }

    private Finding shell() {
        return programs.find("sh")
                .map(path -> Finding.good("sh", plain(path)))
                .orElseGet(() -> Finding.bad("sh", message("not-found"), message("sh.cure")));
    }

    private Finding home() {
        try {
            Files.createDirectories(labHome);
            Files.delete(Files.createTempFile(labHome, "doctor", ".tmp"));
            return Finding.good("LAB_HOME", plain(labHome));
        } catch (IOException e) {
            return Finding.bad("LAB_HOME", message("home.unwritable", labHome), message("home.cure"));
        }
    }

    private Finding space() {
        try {
            long free = Files.getFileStore(existing(labHome)).getUsableSpace() / 1_000_000;
            Message found = message("disk.free", Long.toString(free));
            return free >= NEEDED_MEGABYTES
                    ? Finding.good("disk", found)
                    : Finding.bad("disk", found, message("disk.cure", NEEDED_MEGABYTES));
        } catch (IOException e) {
            return new Finding(
                    "disk",
                    Finding.State.OPTIONAL,
                    message("disk.unknown", String.valueOf(e.getMessage())),
                    Optional.empty());
        }
    }

    private static Path existing(Path path) {
        Path place = path.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }

    /** The client alone runs nothing: the engine behind it is asked. */
    public Finding docker() {
        Optional<String> client = programs.output("docker", "--version");
        if (client.isEmpty()) {
            return Finding.optional("docker", message("not-found"), message("docker.cure"));
        }
        return programs.output("docker", "info", "--format", "{{.ServerVersion}}")
                .filter(version -> ENGINE.matcher(version).matches())
                .map(version -> Finding.good("docker", message("docker.engine", version, client.get())))
                .orElseGet(() ->
                        Finding.optional("docker", message("docker.no-engine", client.get()), message("docker.cure")));
    }

    private Finding cdk() {
        Optional<String> version = programs.output("cdk", "--version");
        if (version.isPresent() && version.get().startsWith("3.0.0")) {
            return Finding.optional("cdk", plain(version.get()), message("cdk.mistake"));
        }
        return optional("cdk");
    }

    private Finding optional(String name) {
        return programs.output(name, "--version")
                .map(version -> Finding.good(name, plain(version)))
                .orElseGet(() -> Finding.optional(name, message("not-found"), message(name + ".cure")));
    }

    private static Message plain(Object found) {
        return message("plain", found.toString());
    }

    private static Message message(String key, Object... values) {
        return Message.of(Doctor.class, key, values);
    }
}
