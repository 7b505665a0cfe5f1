package io.devopslab.cli;

import io.devopslab.cli.console.LabVersion;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab} itself, which does nothing without a verb. */
@Command(
        name = "lab",
        versionProvider = LabVersion.class,
        description = {
            "DevOps Lab: hands-on labs for a DevOps-on-AWS event, on your own laptop.",
            "",
            "Begin with `lab start cicd`."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 fault, 2 usage, 3 a check failed (aws: the service said",
            "no), 4 inconclusive, 5 something was left behind, 6 invalid lab, 7 locked,",
            "130 interrupted."
        },
        synopsisSubcommandLabel = "VERB")
final class LabCommand implements Runnable {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    @Override
    public void run() {
        throw new UsageException(Message.of(LabCommand.class, "no-verb"), Message.of(LabCommand.class, "no-verb.cure"));
    }
}
