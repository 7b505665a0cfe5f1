package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.target.Site;
import io.devopslab.target.container.ContainerTarget;
import io.devopslab.target.container.Product;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.validate.Case;
import io.devopslab.validate.Proof;
import io.devopslab.validate.Shard;
import io.devopslab.validate.target.TargetValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Proves labs on the targets of others. An emulator in a container is one of its own, so that what learners have in theirs is
 * neither seen nor touched; one at a URL is taken as it is.
 */
final class OutsideProofs {

    private final Invocation invocation;
    private final Console console;

    OutsideProofs(Invocation invocation, Console console) {
        this.invocation = invocation;
        this.console = console;
    }

    /**
     * @param url of the target {@code endpoint}
     * @param part which part of it all
     * @param listener hears of each case when it is done, by the lab's id
     */
    List<Proof> prove(
            String target, Optional<String> url, Shard part, List<Lab> labs, BiConsumer<String, Case> listener)
            throws InterruptedException, IOException {
        Path directory = Files.createTempDirectory("lab-validate-").toRealPath();
        Targets targets = new Targets(invocation, console);
        Optional<ContainerTarget> own = Product.of(target)
                .map(product -> new ContainerTarget(
                        product, directory.resolve("container-home"), invocation.jar(), invocation.environment()));
        try {
            Site site = own.map(it -> targets.open(it, DaemonOptions.defaults().region()))
                    .orElseGet(() ->
                            targets.open(Destination.of(Optional.of(target)).at(url)));
            return new TargetValidation(site, directory, TargetValidation.PATIENCE, part).prove(labs, listener);
        } finally {
            // An interrupt ends the proof, and not what clears up behind it.
            boolean interrupted = Thread.interrupted();
            own.ifPresent(ContainerTarget::remove);
            delete(directory);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
