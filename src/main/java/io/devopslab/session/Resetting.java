package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.catalog.Step;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.capability.Carrying;
import io.devopslab.session.git.Commits;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** Takes stacks, repositories and clones back to the start of the lab; no history is lost. */
final class Resetting {

    private final Workbench bench;
    private final Starting starting;

    Resetting(Workbench bench, Starting starting) {
        this.bench = bench;
        this.starting = starting;
    }

    StartResult reset() throws InterruptedException {
        bench.write(Event.RESET, Input.of());
        starting.extendForTurning();
        starting.deploy();
        Journal journal = bench.journal();
        StepRunner runner = new StepRunner(bench, journal);
        Set<String> seen = new HashSet<>();
        // A branch that starts from another one is begun anew where it is gone, and otherwise gets what it lacks.
        Carrying carrying = bench.carrying(journal);
        for (Step step : bench.lab().seed()) {
            if (carrying.obstacle(step).isPresent()) {
                break; // As at the start: those behind it build upon it.
            }
            if (step instanceof Step.GitStep git
                    && git.push().isPresent()
                    && git.base().isEmpty()
                    && seen.add(git.repository() + git.branch())) {
                restore(git, journal);
            } else {
                runner.run(step);
            }
        }
        if (starting.makeClones()) {
            new Clones(bench, journal).restore();
        }
        return starting.ready(true);
    }

    private void restore(Step.GitStep git, Journal journal) throws InterruptedException {
        Values values = bench.values(journal);
        String repository = values.text(git.repository());
        String branch = values.text(git.branch());
        Commits commits = new Commits(bench.site().clients().get(CodeCommitClient.class));
        bench.step(
                Workbench.message("step.restore", repository, branch),
                () -> commits.restore(repository, branch, git.push().orElseThrow(), "Go back to the start of the lab"));
    }
}
