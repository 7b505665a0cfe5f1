package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.cost.CostEstimate;
import io.devopslab.cost.Estimator;
import io.devopslab.text.Exit;
import io.devopslab.text.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explain what a lab costs on AWS, resource by resource. */
@Command(
        name = "cost",
        description =
                "Explain what a lab costs on AWS, resource by resource: prices with their sources, what is assumed, "
                        + "and what is not known. Nothing is asked of AWS.")
final class CostCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    private final Invocation invocation;

    CostCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Lab known = new Bench(invocation, console).catalog().lab(lab);
        target.target()
                .filter(TargetArguments::isFree)
                .ifPresent(name -> console.line(Message.of(CostCommand.class, "cost.free", lab, name)));
        CostEstimate estimate = Estimator.ofKnownPrices().of(known, known.duration());
        CostLines lines = new CostLines(console);
        lines.print(known, estimate);
        console.document(lines.document(known, estimate));
        return Exit.DONE.code();
    }
}
