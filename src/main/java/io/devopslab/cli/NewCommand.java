package io.devopslab.cli;

import io.devopslab.catalog.Scaffold;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the beginning of a new lab. */
@Command(name = "new", description = "Make the beginning of a new lab: small, and provable as it is.")
final class NewCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ID", description = "The new lab's id: small letters, digits and single hyphens.")
    private String id = "";

    @Option(names = "--labs", paramLabel = "DIR", description = "Where the labs are. Default: those of this program.")
    private Optional<Path> directory = Optional.empty();

    private final Invocation invocation;

    NewCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Path lab = new Scaffold(directory.orElseGet(() -> invocation.root().resolve("labs"))).create(id);
        String where = directory.map(labs -> " --labs " + labs).orElse("");
        console.line(Message.of(NewCommand.class, "new.made", lab, id, where));
        console.document(Console.newDocument().put("lab", id).put("directory", lab.toString()));
        return Exit.DONE.code();
    }
}
