package io.devopslab.cli;

import io.devopslab.target.aws.AwsTarget;
import io.devopslab.target.container.Product;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.target.endpoint.EndpointTarget;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which target a command is for. */
final class TargetArguments {

    /** The targets by their words, the usual one first. */
    static final List<String> NAMES = List.of(
            EmbeddedTarget.NAME,
            Product.LOCALSTACK.target(),
            Product.FLOCI.target(),
            EndpointTarget.NAME,
            AwsTarget.NAME);

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "embedded; localstack or floci, which need Docker (floci was not yet tried with Floci "
                    + "itself); endpoint, any emulator that runs; or aws, which costs money. Default: where the lab "
                    + "runs, at first embedded.")
    private Optional<String> target = Optional.empty();

    /** Whether nobody pays for what runs there. */
    static boolean isFree(String target) {
        return !target.equals(AwsTarget.NAME);
    }

    /** The target that was named; empty when none was. */
    Optional<String> target() {
        target.filter(name -> !NAMES.contains(name)).ifPresent(name -> {
            throw new UsageException(
                    Message.of(TargetArguments.class, "target.unknown", name, String.join(", ", NAMES)));
        });
        return target;
    }
}
