package io.devopslab.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.check.Checker;
import io.devopslab.check.Values;
import io.devopslab.session.Journal.Event;
import io.devopslab.session.Progress.Event.Note;
import io.devopslab.session.Progress.Event.StackResource;
import io.devopslab.session.Progress.Event.StepFailed;
import io.devopslab.session.Progress.Event.StepFinished;
import io.devopslab.session.Progress.Event.StepStarted;
import io.devopslab.session.capability.Carrying;
import io.devopslab.session.ledger.Entry;
import io.devopslab.session.stack.Stacks;
import io.devopslab.target.Site;
import io.devopslab.text.Message;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** What all commands on a session share: the lab, the place, the files, and how work is written down and told. */
final class Workbench {

    /** The tag by which all that a session makes says which session that was. */
    static final String TAG = "lab:session";

    /** The tag that says of which lab it is. */
    static final String LAB_TAG = "lab:id";

    /** The tag that says until when it is needed, as an ISO instant. */
    static final String EXPIRES_TAG = "lab:expires";

    private final Lab lab;
    private final Site site;
    private final SessionFiles files;
    private final Progress progress;
    private final Operations operations;

    Workbench(Lab lab, Site site, Home home, Progress progress) {
        this.lab = lab;
        this.site = site;
        this.files = new SessionFiles(home, site.target(), lab.id());
        this.progress = progress;
        this.operations = new Operations(site.clients());
    }

    Lab lab() {
        return lab;
    }

    Site site() {
        return site;
    }

    SessionFiles files() {
        return files;
    }

    Operations operations() {
        return operations;
    }

    Journal journal() {
        return files.journal();
    }

    Stacks stacks() {
        return new Stacks(
                operations,
                site.clock()::pause,
                event -> progress.on(new StackResource(
                        event.stack(), event.logicalId(), event.type(), event.status(), event.reason())));
    }

    Expiry expiry() {
        return new Expiry(this);
    }

    Values values(Journal journal) {
        Map<String, String> fixed = new HashMap<>();
        fixed.put("account", site.account());
        fixed.put("region", site.region());
        fixed.put("workspace", journal.workspace().toString());
        fixed.put("session.id", journal.id());
        fixed.put("session.lab", lab.id());
        lab.clones()
                .forEach(clone -> fixed.put(
                        "clone." + clone.directory(),
                        journal.workspace().resolve(clone.directory()).toString()));
        return new Values(operations, fixed);
    }

    /**
     * What all that the session makes is tagged with. Where nobody but the tag tells others until when it is needed, the tag
     * moves with every start; where the target has a calendar, it says what was given at first.
     */
    Map<String, String> tags(Journal journal) {
        Instant expires = site.outside().isPresent()
                ? journal.state().orElseThrow().expires()
                : journal.firstExpiry().orElseThrow();
        return Map.of(
                TAG,
                journal.id(),
                LAB_TAG,
                lab.id(),
                EXPIRES_TAG,
                expires.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** What the target of the session can carry of the lab: all of it where nothing had to be asked. */
    Carrying carrying(Journal journal) {
        return new Carrying(lab, journal.absences(), site.outside().isEmpty());
    }

    Checker checker(Journal journal) {
        return new Checker(
                operations, values(journal), journal.workspace(), site.clock()::now, carrying(journal)::obstacle);
    }

    /** Writes down what is about to be done, or what was done. */
    void write(Event event, ObjectNode data) {
        files.append(new Entry(site.clock().now(), event.word(), data));
    }

    /** Work that may be told step by step. */
    interface Action {
        void run() throws InterruptedException;
    }

    void step(Message what, Action action) throws InterruptedException {
        progress.on(new StepStarted(what));
        try {
            action.run();
        } catch (InterruptedException e) {
            progress.on(new StepFailed(what, "interrupted"));
            throw e;
        } catch (RuntimeException e) {
            progress.on(new StepFailed(what, String.valueOf(e.getMessage())));
            throw e;
        }
        progress.on(new StepFinished(what));
    }

    void note(Message text) {
        progress.on(new Note(text));
    }

    static Message message(String key, Object... arguments) {
        return Message.of(Session.class, key, arguments);
    }
}
