package io.devopslab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.cli.cloud.Durations;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.cli.console.OutputOptions;
import io.devopslab.session.Session;
import io.devopslab.session.traffic.TrafficWatch;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws which version answers callers of an alias, or of a fleet behind a load balancer. */
@Command(
        name = "traffic",
        description = {
            "Call a function by its alias some times a second, and draw which version answers: of the newest calls that"
                    + " were made, beside the weights of the alias and CodeDeploy's deployment. Ctrl-C ends it.",
            "With --fleet the lab's load balancer is asked for its page, and what the page says is counted.",
            "With --json a line for each sample."
        })
final class WatchTrafficCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final TargetArguments target = new TargetArguments();

    @Parameters(paramLabel = "LAB", description = "The id of a lab; `lab list` shows them.")
    private String lab = "";

    @Option(names = "--for", paramLabel = "DURATION", description = "How long, like 90s or 10m. Default: until Ctrl-C.")
    private Optional<String> length = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Calls a second, 1 to 50. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(names = "--fleet", description = "Ask the fleet behind the lab's load balancer, not the function.")
    private boolean fleet;

    @Option(names = "--function", paramLabel = "NAME", description = "The function. Default: the lab's.")
    private Optional<String> function = Optional.empty();

    @Option(names = "--alias", paramLabel = "NAME", description = "The alias. Default: the lab's.")
    private Optional<String> alias = Optional.empty();

    @Option(names = "--payload", paramLabel = "JSON", description = "What each call sends. Default: the lab's.")
    private Optional<String> payload = Optional.empty();

    private final Invocation invocation;

    WatchTrafficCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Console console = output.console(invocation);
        Optional<Duration> span = length.map(Durations::parse);
        check(span);
        Session session = new Bench(invocation, console).session(lab, target, Bench.progress(console));
        TrafficWatch watch = fleet ? session.fleetTraffic(rate) : session.traffic(function, alias, payload, rate);
        TrafficLines lines = new TrafficLines(console, watch.callee(), rate);
        try {
            watch.run(span, lines::print);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(
                    Exit.INTERRUPTED,
                    Message.of(WatchTrafficCommand.class, "traffic.interrupted", lines.calls()),
                    Message.of(WatchTrafficCommand.class, "traffic.interrupted.cure", fleet ? lab + " --fleet" : lab));
        }
        return Exit.DONE.code();
    }

    private void check(Optional<Duration> span) {
        if (rate < 1 || rate > TrafficWatch.MOST_CALLS) {
            throw new UsageException(
                    Message.of(WatchTrafficCommand.class, "traffic.rate", TrafficWatch.MOST_CALLS, rate));
        }
        if (span.isPresent() && (span.get().isZero() || span.get().compareTo(Duration.ofDays(1)) > 0)) {
            throw new UsageException(Message.of(WatchTrafficCommand.class, "traffic.for", length.orElse("")));
        }
        payload.ifPresent(WatchTrafficCommand::requireJson);
        if (fleet && (function.isPresent() || alias.isPresent() || payload.isPresent())) {
            throw new UsageException(Message.of(WatchTrafficCommand.class, "traffic.either"));
        }
    }

    private static void requireJson(String text) {
        try {
            JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    Message.of(WatchTrafficCommand.class, "traffic.payload", String.valueOf(e.getOriginalMessage())));
        }
    }
}
