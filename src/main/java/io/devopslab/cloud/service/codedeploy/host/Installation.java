package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec;
import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec.FileCopy;
import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec.Permission;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The event Install on one host: the files of the deployment before are taken away, those of the new one copied, and
 * their modes set. Owners, groups and contexts need a superuser and are left as they are.
 */
final class Installation {

    private final Path root;
    private final Path bundle;
    private final Path record;
    private final String onExisting;

    /**
     * @param record where the files are listed that the last deployment of the group installed
     * @param onExisting DISALLOW, OVERWRITE or RETAIN
     */
    Installation(Path root, Path bundle, Path record, String onExisting) {
        this.root = root;
        this.bundle = bundle;
        this.record = record;
        this.onExisting = onExisting;
    }

    /**
     * Installs all or nothing: what speaks against it is found before the first file is copied, as AWS's agent does, and
     * what is copied is listed before.
     */
    void install(ServerSpec spec) throws HookFailure, IOException {
        takeAway();
        Map<Path, Path> sources = new LinkedHashMap<>();
        for (FileCopy copy : spec.files()) {
            plan(copy, sources);
        }
        Files.createDirectories(record.getParent());
        Files.write(
                record,
                sources.keySet().stream()
                        .map(target -> root.relativize(target).toString())
                        .toList());
        try {
            for (Map.Entry<Path, Path> each : sources.entrySet()) {
                Files.createDirectories(each.getKey().getParent());
                Files.copy(
                        each.getValue(),
                        each.getKey(),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            takeAway();
            throw e;
        }
        for (Permission permission : spec.permissions()) {
            permit(permission);
        }
    }

    /** Takes away what is listed, also when an installation was cut off in its middle. */
    void takeAway() throws IOException {
        if (Files.exists(record)) {
            for (String line : Files.readAllLines(record)) {
                Path file = root.resolve(line).normalize();
                if (file.startsWith(root) && !Files.isDirectory(file)) {
                    Files.deleteIfExists(file);
                }
            }
            Files.delete(record);
        }
    }

    private Path inRoot(String path) throws HookFailure {
        Path file = root.resolve("./" + path).normalize();
        if (!file.startsWith(root)) {
            throw HookFailure.unknown("The path " + path + " of the AppSpec file leads out of the host.");
        }
        return file;
    }

    private void plan(FileCopy copy, Map<Path, Path> sources) throws HookFailure, IOException {
        Path source = bundle.resolve("./" + copy.source()).normalize();
        Path destination = inRoot(copy.destination());
        if (!source.startsWith(bundle) || !Files.exists(source)) {
            throw HookFailure.unknown("No such file or directory - " + source);
        }
        if (!Files.isDirectory(source)) {
            plan(source, destination.resolve(source.getFileName()), sources);
            return;
        }
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = destination.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    plan(file, target, sources);
                }
            }
        }
    }

    private void plan(Path file, Path target, Map<Path, Path> sources) throws HookFailure {
        if (Files.exists(target)) {
            if (onExisting.equals("RETAIN")) {
                return;
            }
            if (!onExisting.equals("OVERWRITE")) {
                throw HookFailure.unknown("The deployment failed because a specified file already exists at this"
                        + " location: /" + root.relativize(target));
            }
        }
        Path other = sources.putIfAbsent(target, file);
        if (other != null) {
            throw HookFailure.unknown("The deployment failed because the application specification file specifies two"
                    + " source files named " + file + " and " + other + " for the same destination (/"
                    + root.relativize(target) + "). Remove one of the source file paths from the AppSpec file, and"
                    + " then try again.");
        }
    }

    private void permit(Permission permission) throws HookFailure, IOException {
        Path object = inRoot(permission.object());
        if (permission.mode().isEmpty() || !Files.exists(object)) {
            return;
        }
        Set<PosixFilePermission> modes = modes(permission.mode().get());
        if (!Files.isDirectory(object)) {
            Files.setPosixFilePermissions(object, modes);
            return;
        }
        boolean isAll = permission.pattern().equals("**");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + permission.pattern());
        List<Path> found;
        try (Stream<Path> files = isAll ? Files.walk(object) : Files.list(object)) {
            found = files.filter(file -> !file.equals(object))
                    .filter(file -> isAll || matcher.matches(file.getFileName()))
                    .filter(file -> permission.types().contains(Files.isDirectory(file) ? "directory" : "file"))
                    .toList();
        }
        for (Path file : found) {
            Files.setPosixFilePermissions(file, modes);
        }
    }

    private static Set<PosixFilePermission> modes(String octal) {
        int bits = Integer.parseInt(octal, 8);
        PosixFilePermission[] fromHigh = PosixFilePermission.values();
        Set<PosixFilePermission> modes = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < fromHigh.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                modes.add(fromHigh[i]);
            }
        }
        return modes;
    }
}
