package io.devopslab.doctor;

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
        return List.of(java(), git(), shell(), home(), space(), aws(), python(), node(), cdk(), docker());
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        boolean compiler = Files.exists(Path.of(System.getProperty("java.home"), "bin", "javac"))
                || Files.exists(Path.of(System.getProperty("java.home"), "bin", "javac.exe"));
        if (feature < 17 || !compiler) {
            return Finding.bad("java", found, "Install a JDK (not a JRE) 17 or newer, for example from adoptium.net.");
        }
        return Finding.good("java", found);
    }

    private Finding git() {
        Optional<String> version = programs.output("git", "--version");
        if (version.isEmpty()) {
            return Finding.bad("git", "not found", "Install git 2.20 or newer: the labs push to a real repository.");
        }
        Matcher number = VERSION.matcher(version.get());
        boolean old =
                number.find() && Integer.parseInt(number.group(1)) * 1000 + Integer.parseInt(number.group(2)) < 2020;
        return old
                ? Finding.bad("git", version.get(), "Install git 2.20 or newer.")
                : Finding.good("git", version.get());
    }

    private Finding shell() {
        return programs.find("sh")
                .map(path -> Finding.good("sh", path.toString()))
                .orElseGet(() -> Finding.bad(
                        "sh", "not found", "Builds run their commands with sh. On Windows use Git Bash or WSL."));
    }

    private Finding home() {
        try {
            Files.createDirectories(labHome);
            Files.delete(Files.createTempFile(labHome, "doctor", ".tmp"));
            return Finding.good("LAB_HOME", labHome.toString());
        } catch (IOException e) {
            return Finding.bad(
                    "LAB_HOME",
                    labHome + " cannot be written",
                    "Change its owner or permissions, or set LAB_HOME to another directory.");
        }
    }

    private Finding space() {
        try {
            long free = Files.getFileStore(existing(labHome)).getUsableSpace() / 1_000_000;
            String found = free + " MB free";
            return free >= NEEDED_MEGABYTES
                    ? Finding.good("disk", found)
                    : Finding.bad("disk", found, "Free " + NEEDED_MEGABYTES + " MB, or set LAB_HOME to another disk.");
        } catch (IOException e) {
            return Finding.optional("disk", "unknown (" + e.getMessage() + ")", "");
        }
    }

    private static Path existing(Path path) {
        Path place = path.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }

    private Finding aws() {
        return programs.output("aws", "--version")
                .map(version -> Finding.good("aws", version))
                .orElseGet(() -> Finding.optional(
                        "aws", "not found", "Not needed; with the AWS CLI you can look around in the cloud yourself."));
    }

    private Finding python() {
        return optional("python3", "Needed only for Lambda functions in Python.");
    }

    private Finding node() {
        return optional("node", "Needed only for Lambda functions in JavaScript and for CDK.");
    }

    /** The client alone runs nothing: the engine behind it is asked. */
    private Finding docker() {
        String cure = "Not needed: builds and functions run as processes of this machine.";
        Optional<String> client = programs.output("docker", "--version");
        if (client.isEmpty()) {
            return Finding.optional("docker", "not found", cure);
        }
        return programs.output("docker", "info", "--format", "{{.ServerVersion}}")
                .filter(version -> ENGINE.matcher(version).matches())
                .map(version -> Finding.good("docker", "engine " + version + "; client: " + client.get()))
                .orElseGet(() -> Finding.optional(
                        "docker", "no engine answers; there is only the client: " + client.get(), cure));
    }

    private Finding optional(String name, String cure) {
        return programs.output(name, "--version")
                .map(version -> Finding.good(name, version))
                .orElseGet(() -> Finding.optional(name, "not found", cure));
    }

    private Finding cdk() {
        Optional<String> version = programs.output("cdk", "--version");
        if (version.isPresent() && version.get().startsWith("3.0.0")) {
            return Finding.optional(
                    "cdk",
                    version.get(),
                    "aws-cdk 3.0.0 was published by mistake. Install version 2: npm install -g aws-cdk@2");
        }
        return version.map(found -> Finding.good("cdk", found))
                .orElseGet(() -> Finding.optional("cdk", "not found", "Needed only to change a lab's CDK stack."));
    }
}
