package io.devopslab.cloud.service.codedeploy.host;

import io.devopslab.cloud.runtime.function.CodeArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the agent of a host keeps its revisions for one deployment group, laid out as AWS's agent does (User Guide,
 * "Managing CodeDeploy agent operations": the last five revisions stay).
 */
final class AgentDirectory {

    private static final int KEPT = 5;

    private final Path group;
    private final Path instructions;
    private final String groupId;

    AgentDirectory(Path root, String groupId) {
        Path deployments = root.resolve("opt/codedeploy-agent/deployment-root");
        this.group = deployments.resolve(groupId);
        this.instructions = deployments.resolve("deployment-instructions");
        this.groupId = groupId;
    }

    Path archive(String deployment) {
        return group.resolve(deployment).resolve("deployment-archive");
    }

    /** Where the files are listed that the last deployment installed. */
    Path installed() {
        return instructions.resolve(groupId + "-cleanup");
    }

    private Path lastSuccessful() {
        return instructions.resolve(groupId + "_last_successful_install");
    }

    /** The revision of the last deployment that succeeded on this host. */
    Optional<Revision> previous() throws IOException {
        if (!Files.exists(lastSuccessful())) {
            return Optional.empty();
        }
        Path archive = archive(Files.readString(lastSuccessful()).trim());
        return Files.isDirectory(archive) ? Optional.of(new Revision(archive)) : Optional.empty();
    }

    void succeeded(String deployment) throws IOException {
        Files.createDirectories(instructions);
        Files.writeString(lastSuccessful(), deployment);
        List<Path> all;
        try (Stream<Path> directories = Files.list(group)) {
            all = directories
                    .filter(Files::isDirectory)
                    .sorted(Comparator.<Path>comparingLong(
                                    directory -> directory.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        all.stream()
                .skip(KEPT)
                .filter(directory -> !directory.endsWith(deployment))
                .forEach(CodeArchive::delete);
    }
}
