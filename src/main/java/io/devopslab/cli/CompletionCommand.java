package io.devopslab.cli;

import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the completion script of bash and zsh. */
@Command(name = "completion", description = "Print a completion script for bash and zsh: source <(lab completion)")
final class CompletionCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Invocation invocation;
    private final Supplier<CommandLine> tree;

    CompletionCommand(Invocation invocation, Supplier<CommandLine> tree) {
        this.invocation = invocation;
        this.tree = tree;
    }

    @Override
    public Integer call() {
        output.console(invocation).raw(AutoComplete.bash("lab", tree.get()));
        return Exit.DONE.code();
    }
}
