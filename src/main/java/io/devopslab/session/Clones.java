package io.devopslab.session;

import io.devopslab.aws.Input;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.CloneSpec;
import io.devopslab.catalog.Lab;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.StopOptions.ClonesFate;
import io.devopslab.session.git.CloneFailedException;
import io.devopslab.session.git.CloneSource;
import io.devopslab.session.git.CloneUpdates;
import io.devopslab.session.git.Cloning;
import io.devopslab.session.git.GitCredentials;
import io.devopslab.session.git.GitUser;
import io.devopslab.session.git.LearnerClone;
import io.devopslab.session.git.LearnerClone.State;
import io.devopslab.session.stack.Backoff;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The learner's clones, and the user in whose name they talk to the repositories. */
final class Clones {

    /** New credentials take a while to be known everywhere on AWS. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Workbench bench;
    private final Journal journal;

    Clones(Workbench bench, Journal journal) {
        this.bench = bench;
        this.journal = journal;
    }

    /** The name of the lab's IAM user. */
    static String userName(String lab) {
        return "lab-" + lab;
    }

    private LearnerClone clone(CloneSpec spec) {
        return new LearnerClone(journal.workspace().resolve(spec.directory()));
    }

    /** Nothing of somebody else's is in the way; asked before anything is made. */
    static void refuseForeign(Lab lab, Path workspace) {
        for (CloneSpec spec : lab.clones()) {
            LearnerClone clone = new LearnerClone(workspace.resolve(spec.directory()));
            if (clone.state("") == State.FOREIGN) {
                throw new UsageException(
                        Workbench.message("foreign-workspace", clone.directory()),
                        Workbench.message("foreign-workspace.cure", lab.id()));
            }
        }
    }

    void create() throws InterruptedException {
        if (bench.lab().clones().isEmpty()) {
            return;
        }
        List<CloneSource> sources = sources(Optional.of(login()));
        for (int i = 0; i < sources.size(); i++) {
            create(bench.lab().clones().get(i), sources.get(i));
        }
    }

    private void create(CloneSpec spec, CloneSource source) throws InterruptedException {
        LearnerClone clone = clone(spec);
        State state = clone.state(journal.id());
        if (state == State.OURS && isKnown(clone, spec)) {
            return;
        }
        if (state != State.ABSENT) {
            clearAway(clone);
        }
        bench.write(Event.CLONE, Input.of("directory", spec.directory(), "path", clone.directory()));
        Path credentials = bench.files().credentials().file();
        bench.step(Workbench.message("step.clone", clone.directory()), () -> {
            Backoff backoff = new Backoff(bench.site().clock()::pause);
            while (!attempt(clone, source, credentials, backoff)) {
                backoff.pause();
            }
        });
    }

    /** Whether the repository is still the one that was cloned; a cloud that was emptied has a new one. */
    private boolean isKnown(LearnerClone clone, CloneSpec spec) {
        String repository = bench.values(journal).text(spec.repository());
        return clone.start()
                .map(start -> bench.operations()
                        .call("codecommit", "GetCommit", Input.of("repositoryName", repository, "commitId", start)))
                .map(outcome -> outcome instanceof Outcome.Answer)
                .orElse(true);
    }

    private boolean attempt(LearnerClone clone, CloneSource source, Path credentials, Backoff backoff) {
        try {
            new Cloning(clone).create(source, journal.id(), credentials);
            return true;
        } catch (CloneFailedException e) {
            boolean refused = String.valueOf(e.getMessage()).contains("not authorized");
            if (!refused || backoff.waited().compareTo(PATIENCE) > 0) {
                throw e;
            }
            return false;
        }
    }

    private void clearAway(LearnerClone clone) {
        if (clone.isUntouched()) {
            clone.delete();
        } else {
            bench.note(Workbench.message("moved-aside", clone.directory(), clone.moveAside()));
        }
    }

    private GitCredentials.Login login() {
        GitUser user = new GitUser(bench.operations(), userName(bench.lab().id()));
        if (!journal.users().contains(user.name())) {
            if (user.exists()) {
                throw new UsageException(
                        Workbench.message("foreign-user", user.name()), Workbench.message("foreign-user.cure"));
            }
            bench.write(Event.USER, Input.of("name", user.name()));
        }
        Values values = bench.values(journal);
        List<String> repositories = bench.lab().clones().stream()
                .map(spec -> values.text(spec.repository()))
                .distinct()
                .toList();
        user.create(repositories, bench.tags(journal));
        Optional<GitCredentials.Login> kept = bench.files().credentials().read().filter(user::has);
        return kept.orElseGet(() -> {
            GitCredentials.Login login = user.newLogin();
            bench.files().credentials().write(url(repositories.get(0)), login);
            return login;
        });
    }

    private List<CloneSource> sources(Optional<GitCredentials.Login> login) {
        Values values = bench.values(journal);
        return bench.lab().clones().stream()
                .map(spec -> new CloneSource(url(values.text(spec.repository())), values.text(spec.branch()), login))
                .toList();
    }

    private String url(String repository) {
        return bench.operations()
                .get("codecommit", "GetRepository", Input.of("repositoryName", repository))
                .path("repositoryMetadata")
                .path("cloneUrlHttp")
                .asText();
    }

    /** Brings the clones up to what was pushed past them, where the learner has nothing of their own in the way. */
    void follow(List<Message> notes) {
        List<CloneSource> sources = sources(bench.files().credentials().read());
        for (int i = 0; i < sources.size(); i++) {
            LearnerClone clone = clone(bench.lab().clones().get(i));
            boolean ours = clone.state(journal.id()) == State.OURS;
            if (ours && !new CloneUpdates(clone).fastForward(sources.get(i))) {
                notes.add(Workbench.message("not-followed", clone.directory()));
            }
        }
    }

    /** Puts the clones where the repositories are; what the learner had moves to a branch. */
    void restore() {
        List<CloneSource> sources = sources(bench.files().credentials().read());
        for (int i = 0; i < sources.size(); i++) {
            LearnerClone clone = clone(bench.lab().clones().get(i));
            if (clone.state(journal.id()) == State.OURS) {
                new CloneUpdates(clone)
                        .restore(sources.get(i))
                        .ifPresent(branch -> bench.note(Workbench.message("kept-branch", branch, clone.directory())));
            }
        }
    }

    /**
     * Deletes the clones of this session, as far as they shall go.
     *
     * @return those that stay
     */
    List<Path> remove(ClonesFate fate) {
        List<Path> kept = new ArrayList<>();
        for (Path directory : journal.clones().values()) {
            LearnerClone clone = new LearnerClone(directory);
            if (clone.state(journal.id()) != State.OURS) {
                continue;
            }
            if (fate == ClonesFate.GO || (fate == ClonesFate.STAY_WITH_WORK && clone.isUntouched())) {
                clone.delete();
            } else {
                kept.add(directory);
            }
        }
        return kept;
    }
}
