package io.devopslab.cli.cloud;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The region that a command is about. */
public final class RegionArgument {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region. Default: eu-west-1; on aws that of AWS_REGION or of the profile.")
    private Optional<String> region = Optional.empty();

    /** As it was named; empty when none was. */
    public Optional<String> region() {
        return region;
    }
}
