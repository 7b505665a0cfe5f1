package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Times;
import io.devopslab.session.traffic.Callee;
import io.devopslab.session.traffic.Sample;
import io.devopslab.session.traffic.Sample.Deployment;
import io.devopslab.session.traffic.Sample.Share;
import io.devopslab.text.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws samples of traffic, each in the place of the one before, or as lines for programs. */
final class TrafficLines {

    private static final int BAR = 30;
    private static final int NARROWEST = 7;

    private final Console console;
    private final Callee callee;
    private final int rate;
    private long calls;

    TrafficLines(Console console, Callee callee, int rate) {
        this.console = console;
        this.callee = callee;
        this.rate = rate;
    }

    /** How many calls were answered until the last sample. */
    long calls() {
        return calls;
    }

    void print(Sample sample) {
        calls = sample.calls();
        if (console.isJson()) {
            console.lineDocument(document(sample));
            return;
        }
        console.freshScreen();
        Instant now = InstantSource.system().instant();
        String clock = new Times(ZoneId.systemDefault(), now, console.language()).clock(sample.at());
        console.prose(
                console.paint().strong(callee.toString()) + "  "
                        + console.paint().faint(clock),
                "");
        console.prose(text("traffic.head", rate, sample.counted(), sample.calls()), "");
        console.gap();
        if (sample.shares().isEmpty()) {
            console.prose(text("traffic.nobody"), "  ");
        }
        int width = sample.shares().stream()
                .mapToInt(share -> share.version().length())
                .reduce(NARROWEST, Math::max);
        sample.shares().forEach(share -> console.line(row(share, sample.counted(), width)));
        sample.deployment().ifPresent(this::print);
        sample.trouble().ifPresent(trouble -> {
            console.gap();
            console.prose(console.paint().bad(text("traffic.refused")) + " " + trouble, "");
        });
    }

    private String row(Share share, int counted, int width) {
        double part = counted == 0 ? 0 : (double) share.answers() / counted;
        int full = (int) Math.round(part * BAR);
        String bar = "█".repeat(full) + "·".repeat(BAR - full);
        String weight = share.weight().isPresent()
                ? text("traffic.weight", percent(share.weight().getAsDouble()))
                : callee instanceof Callee.Alias ? text("traffic.no-weight") : "";
        String failed = callee instanceof Callee.Alias ? "traffic.errors" : "traffic.lost";
        String errors = share.errors() == 0 ? "" : "  " + console.paint().bad(text(failed, share.errors()));
        return "  " + " ".repeat(width - share.version().length()) + share.version() + " "
                + (share.errors() == 0
                        ? console.paint().good(bar)
                        : console.paint().bad(bar))
                + String.format(Locale.ROOT, " %4s  ", percent(part))
                + weight
                + errors;
    }

    private static String percent(double part) {
        return Math.round(part * 100) + "%";
    }

    private void print(Deployment deployment) {
        console.gap();
        String words = Stream.concat(
                        Stream.of(deployment.status(), deployment.config(), deployment.creator()),
                        deployment.error().stream())
                .collect(Collectors.joining(", "));
        console.prose(console.paint().strong(deployment.id()) + "  " + words, "");
        deployment.rollback().ifPresent(back -> console.prose(text("traffic.rollback", back), ""));
    }

    private ObjectNode document(Sample sample) {
        ObjectNode document = Console.newDocument().put("at", Times.iso(sample.at()));
        if (callee instanceof Callee.Alias alias) {
            document.put("function", alias.function()).put("alias", alias.name());
        } else if (callee instanceof Callee.Balancer balancer) {
            document.put("balancer", balancer.name()).put("path", balancer.path());
        }
        document.put("calls", sample.calls()).put("counted", sample.counted());
        ArrayNode versions = document.putArray("versions");
        for (Share share : sample.shares()) {
            ObjectNode version = versions.addObject()
                    .put("version", share.version())
                    .put("answers", share.answers())
                    .put("errors", share.errors());
            share.weight().ifPresent(weight -> version.put("weight", weight));
        }
        sample.deployment().ifPresent(deployment -> {
            ObjectNode shown = document.putObject("deployment")
                    .put("id", deployment.id())
                    .put("status", deployment.status())
                    .put("config", deployment.config())
                    .put("creator", deployment.creator());
            deployment.error().ifPresent(error -> shown.put("error", error));
            deployment.rollback().ifPresent(back -> shown.put("rollback", back));
        });
        sample.trouble().ifPresent(trouble -> document.put("trouble", trouble));
        return document;
    }

    private String text(String key, Object... arguments) {
        return Message.of(TrafficLines.class, key, arguments).in(console.language());
    }
}
