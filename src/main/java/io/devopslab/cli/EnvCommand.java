package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.TargetException;
import io.devopslab.target.embedded.DaemonAddress;
import io.devopslab.target.embedded.Daemons;
import io.devopslab.target.embedded.Program;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Prints what makes the learner's own tools talk to the cloud of their labs. */
@Command(
        name = "env",
        description = {
            "Print the variables that point aws, boto3 and CDK at the cloud of your labs.",
            "",
            "In bash and zsh:  eval \"$(lab env)\""
        })
final class EnvCommand implements Callable<Integer> {

    /** Whose syntax the variables are printed in. */
    enum Shell {
        bash,
        fish,
        powershell;

        String line(String name, String value) {
            return switch (this) {
                case bash -> "export " + name + "='" + value + "'";
                case fish -> "set -gx " + name + " '" + value + "'";
                case powershell -> "$Env:" + name + " = '" + value + "'";
            };
        }

        String removal(String name) {
            return switch (this) {
                case bash -> "unset " + name;
                case fish -> "set -e " + name;
                case powershell -> "Remove-Item Env:" + name + " -ErrorAction SilentlyContinue";
            };
        }
    }

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--shell", description = "bash (also zsh and sh), fish or powershell. Default: ${DEFAULT-VALUE}.")
    private Shell shell = Shell.bash;

    @Mixin
    private final TargetArguments target = new TargetArguments();

    private final Invocation invocation;

    EnvCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        ToolVariables variables = new Whereabouts(new Bench(invocation, console))
                .session(target.target())
                .map(session -> ToolVariables.of(session, invocation.environment()))
                .orElseGet(() -> embedded(console, new Daemons(invocation.labHome())));
        if (console.isJson()) {
            ObjectNode document = Console.newDocument();
            variables.set().forEach(document::put);
            console.document(document);
            return Exit.DONE.code();
        }
        variables.set().forEach((name, value) -> console.line(shell.line(name, value)));
        variables.unset().forEach(name -> console.line(shell.removal(name)));
        return Exit.DONE.code();
    }

    private ToolVariables embedded(Console console, Daemons daemons) {
        DaemonAddress daemon = daemons.running()
                .orElseThrow(() -> new TargetException(
                        Message.of(EnvCommand.class, "not-running"), Message.of(EnvCommand.class, "not-running.cure")));
        Daemons.staleness(daemon, Program.of(invocation.jar())).ifPresent(console::note);
        AwsBasicCredentials credentials = daemons.credentials()
                .orElseThrow(() -> new TargetException(
                        Message.of(EnvCommand.class, "no-credentials"),
                        Message.of(EnvCommand.class, "no-credentials.cure")));
        return ToolVariables.ofKey(
                daemon.endpoint().toString(),
                daemon.region(),
                credentials.accessKeyId(),
                credentials.secretAccessKey());
    }
}
