package io.devopslab.cli.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.target.embedded.Coverage;
import io.devopslab.text.Exit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which operations of AWS the embedded cloud has. */
@Command(name = "coverage", description = "Print how many of each service's operations the embedded cloud has.")
final class CoverageCloudCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--operations", description = "Name the operations, those that are missing too.")
    private boolean operations;

    private final Invocation invocation;

    CoverageCloudCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        List<Coverage.Service> services = Coverage.ofTheEmbeddedCloud();
        console.line(Coverage.table(services));
        if (operations) {
            services.forEach(service -> {
                console.gap();
                console.line(console.paint().strong(service.name()));
                console.line("  has:   " + String.join(", ", service.implemented()));
                console.line("  lacks: " + String.join(", ", service.missing()));
            });
        }
        console.document(document(services));
        return Exit.DONE.code();
    }

    private static ObjectNode document(List<Coverage.Service> services) {
        ObjectNode document = Console.newDocument();
        ArrayNode rows = document.putArray("services");
        for (Coverage.Service service : services) {
            ObjectNode row = rows.addObject().put("service", service.name().toLowerCase(Locale.ROOT));
            service.implemented().forEach(row.putArray("implemented")::add);
            service.missing().forEach(row.putArray("missing")::add);
        }
        return document;
    }
}
