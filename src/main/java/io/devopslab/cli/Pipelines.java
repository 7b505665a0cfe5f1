package io.devopslab.cli;

import static io.devopslab.cli.DoraCommand.message;

import io.devopslab.catalog.Lab;
import io.devopslab.catalog.StackSpec;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.target.Site;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which pipeline is meant: the one that is named, or that of a lab, or that of the only lab which runs and has one. */
final class Pipelines {

    private static final String OUTPUT = "PipelineName";

    private final Bench bench;
    private final Optional<String> target;

    /**
     * @param target the one that was named; empty when none was
     */
    Pipelines(Bench bench, Optional<String> target) {
        this.bench = bench;
        this.target = target;
    }

    /** A pipeline and where it is. */
    record Found(Site site, String pipeline) {}

    /** A lab and its pipeline. */
    private record OfLab(String lab, String pipeline) {}

    /**
     * @param lab empty for the only one
     */
    Found find(String lab, Optional<String> named) {
        Optional<SessionState> session = lab.isEmpty()
                ? new Whereabouts(bench).session(target)
                : started(bench.catalog().lab(lab));
        Site site = session.filter(it -> !it.target().equals(EmbeddedTarget.NAME))
                .map(bench.targets()::of)
                .or(() -> bench.target().existing())
                .orElseThrow(() -> new UsageException(message("dora.no-cloud"), message("dora.no-cloud.cure")));
        return new Found(site, named.orElseGet(() -> ofLab(lab, site)));
    }

    private Optional<SessionState> started(Lab lab) {
        Optional<SessionState> session = Targets.session(bench.home(), lab, target);
        if (session.isEmpty()) {
            Session.requireStarted(lab, bench.home(), target.orElse(EmbeddedTarget.NAME));
        }
        return session;
    }

    private String ofLab(String lab, Site site) {
        if (!lab.isEmpty()) {
            return pipeline(bench.catalog().lab(lab), site)
                    .orElseThrow(() ->
                            new UsageException(message("dora.lab-without", lab), message("dora.lab-without.cure")));
        }
        List<OfLab> running = Session.all(bench.home()).stream()
                .filter(session -> session.phase() == SessionState.Phase.READY)
                .filter(session -> session.target().equals(site.target()))
                .flatMap(session ->
                        pipeline(bench.catalog().lab(session.lab()), site)
                                .map(name -> new OfLab(session.lab(), name))
                                .stream())
                .toList();
        if (running.isEmpty()) {
            throw new UsageException(message("dora.no-lab"), message("dora.no-lab.cure"));
        }
        if (running.size() > 1) {
            String labs = String.join(", ", running.stream().map(OfLab::lab).toList());
            throw new UsageException(
                    message("dora.which-lab", labs),
                    message("dora.which-lab.cure", running.get(0).lab()));
        }
        return running.get(0).pipeline();
    }

    /** The output of that name of one of the lab's stacks. */
    private Optional<String> pipeline(Lab lab, Site site) {
        Function<String, Optional<String>> values =
                Session.of(lab, site, bench.home(), event -> {}).values();
        return lab.stacks().stream()
                .map(StackSpec::name)
                .flatMap(stack -> values.apply("stack." + stack + "." + OUTPUT).stream())
                .findFirst();
    }
}
