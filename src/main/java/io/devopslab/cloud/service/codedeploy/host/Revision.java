package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.runtime.function.CodeArchive;
import io.devopslab.cloud.runtime.process.Command;
import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import io.devopslab.cloud.runtime.process.ProcessTree;
import io.devopslab.cloud.service.codedeploy.appspec.InvalidAppSpecException;
import io.devopslab.cloud.service.codedeploy.appspec.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.BundleType;

/**
 * An unpacked revision on a host.
 *
 * @param archive the directory of its files
 */
record Revision(Path archive) {

    private static final Duration UNPACKING = Duration.ofMinutes(5);

    /** Unpacks a bundle; what an earlier try left is taken away first. */
    static Revision unpack(Host host, byte[] bundle, BundleType type, Path archive)
            throws IOException, InterruptedException, HookFailure {
        CodeArchive.delete(archive);
        Path file = archive.resolveSibling("bundle." + type);
        Files.createDirectories(archive.getParent());
        Files.write(file, bundle);
        if (type == BundleType.ZIP) {
            new CodeArchive(file).unpack(archive);
        } else {
            untar(host, file, type, archive);
        }
        Files.delete(file);
        return new Revision(archive);
    }

    private static void untar(Host host, Path file, BundleType type, Path archive)
            throws IOException, InterruptedException, HookFailure {
        Files.createDirectories(archive);
        String flags = type == BundleType.TGZ ? "-xzf" : "-xf";
        ProcessExit exit;
        try (ProcessTree tree = host.tree()) {
            exit = tree.run(
                    Command.of(archive, List.of("tar", flags, file.toString(), "--no-same-owner"))
                            .withEnvironment(Map.of("PATH", host.environment().getOrDefault("PATH", "/usr/bin:/bin")))
                            .withWallTimeout(UNPACKING),
                    Output.ignored());
        }
        if (!exit.isSuccess()) {
            throw HookFailure.unknown("The bundle cannot be unpacked: tar ended with exit code " + exit.code());
        }
    }

    ServerSpec spec() throws IOException, HookFailure {
        Optional<Path> file = Stream.of("appspec.yml", "appspec.yaml")
                .map(archive::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
        if (file.isEmpty()) {
            throw HookFailure.unknown("The CodeDeploy agent did not find an AppSpec file within the unpacked revision"
                    + " directory at revision-relative path \"appspec.yml\". The revision was unpacked to directory \""
                    + archive + "\", and the AppSpec file was expected but not found at path \""
                    + archive.resolve("appspec.yml") + "\". Consult the AppSpec documentation for more information at"
                    + " http://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html");
        }
        try {
            return ServerSpec.parse(Files.readString(file.get()));
        } catch (InvalidAppSpecException e) {
            throw HookFailure.unknown(String.valueOf(e.getMessage()));
        }
    }
}
