package io.devopslab.validate.target;

import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.check.CheckResult;
import io.devopslab.check.Report;
import io.devopslab.check.Verdict;
import io.devopslab.session.Home;
import io.devopslab.session.Prospect;
import io.devopslab.session.Session;
import io.devopslab.session.StopOptions;
import io.devopslab.session.StopResult;
import io.devopslab.session.stack.Backoff;
import io.devopslab.session.teardown.Census;
import io.devopslab.target.Site;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import io.devopslab.validate.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A lab on a cloud of others, whose services show after a while what was done. */
final class Scene {

    private final Lab lab;
    private final Site site;
    private final Home home;
    private final Duration patience;

    Scene(Lab lab, Site site, Home home, Duration patience) {
        this.lab = lab;
        this.site = site;
        this.home = home;
        this.patience = patience;
    }

    /** Why tasks cannot be done here, by their ids. */
    Prospect prospect() {
        return Prospect.of(lab, site);
    }

    Session session() {
        return Session.of(lab, site, home, event -> {});
    }

    Set<String> census() {
        return new Census(new Operations(site.clients())).take();
    }

    /**
     * Starts the lab.
     *
     * @throws InconclusiveException when something that is not the lab's is in the way
     */
    void start() {
        try {
            session().start(Optional.empty());
        } catch (UsageException e) {
            throw new InconclusiveException(e.problem(), e.cure().orElse(e.problem()), e);
        }
    }

    /** What is against the checks of these tasks, when they have had time to come to that. */
    Optional<Message> judge(List<String> tasks, Function<Report, Optional<Message>> judgement)
            throws InterruptedException {
        return settled(() -> {
            Report report = session().check(tasks);
            refuseUnclear(report);
            return judgement.apply(report);
        });
    }

    /** That a cloud of others cannot answer a check tells nothing against the lab. */
    private static void refuseUnclear(Report report) {
        for (CheckResult result : results(report)) {
            if (result.verdict() instanceof Verdict.Inconclusive unclear) {
                Message problem = Message.of(
                        Judgement.class, "inconclusive", result.check().id(), unclear.reason());
                throw new InconclusiveException(problem, unclear.reason());
            }
        }
    }

    static List<CheckResult> results(Report report) {
        return report.tasks().stream().flatMap(task -> task.checks().stream()).toList();
    }

    /** Stops the lab; what is against its having left nothing. */
    Optional<Message> stop(Set<String> before) throws InterruptedException {
        StopResult result = session().stop(StopOptions.withWorkspace());
        return result.survivors().isEmpty()
                ? settled(() -> Judgement.same(before, census()))
                : Optional.of(Message.of(
                        Judgement.class,
                        "survivor",
                        result.survivors().get(0).name(),
                        result.survivors().get(0).heldBy()));
    }

    /** Ends what a case that was cut off left running; what then stays, the next start or stop tells. */
    void sweep() {
        try {
            session().stop(StopOptions.withWorkspace());
        } catch (LabException e) {
            // Its own case has said what is wrong.
        }
    }

    private Optional<Message> settled(Supplier<Optional<Message>> question) throws InterruptedException {
        Backoff backoff = new Backoff(site.clock()::pause);
        Optional<Message> objection = question.get();
        while (objection.isPresent() && backoff.waited().compareTo(patience) < 0) {
            backoff.pause();
            objection = question.get();
        }
        return objection;
    }

    /** The tasks of the lab in the order in which they are to be done. */
    List<Task> tasks() {
        return lab.inOrder();
    }
}
