package io.devopslab.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.session.SessionState.Phase;
import io.devopslab.session.capability.Absence;
import io.devopslab.session.ledger.Entry;
import io.devopslab.session.stack.StackResource;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a ledger's entries add up to. Only the last session counts: each start from nothing begins anew. */
final class Journal {

    /** The events of a ledger. */
    enum Event {
        STARTED,
        PROBED,
        STACK,
        RESOURCE,
        MISSING,
        USER,
        CLONE,
        SEEDED,
        READY,
        SOLVED,
        EXTENDED,
        HINT,
        RESET,
        STOPPING,
        STOPPED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private Optional<Entry> start = Optional.empty();
    private Optional<Entry> extension = Optional.empty();
    private Phase phase = Phase.STOPPED;
    private boolean expired;
    private final Set<String> stacks = new LinkedHashSet<>();
    private final Set<StackResource> resources = new LinkedHashSet<>();
    private final List<Absence> absences = new ArrayList<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Map<String, Path> clones = new LinkedHashMap<>();
    private final Map<String, Integer> hints = new LinkedHashMap<>();

    private int seeded;

    private Journal() {}

    static Journal of(List<Entry> entries) {
        Journal journal = new Journal();
        entries.forEach(journal::add);
        return journal;
    }

    private void add(Entry entry) {
        switch (entry.event()) {
            case "started" -> begin(entry);
            case "probed" -> {
                absences.clear();
                entry.data()
                        .path("lacks")
                        .forEach(absence -> absences.add(new Absence(
                                absence.path("what").asText(),
                                absence.path("said").asText())));
            }
            case "stack" -> stacks.add(entry.text("name"));
            case "resource" -> resources.add(new StackResource(entry.text("type"), entry.text("id")));
            case "user" -> users.add(entry.text("name"));
            case "clone" -> clones.put(entry.text("directory"), Path.of(entry.text("path")));
            case "hint" ->
                hints.put(entry.text("task"), entry.data().path("number").asInt(1));
            case "extended" -> extension = Optional.of(entry);
            case "seeded" -> seeded = entry.data().path("steps").asInt();
            case "ready" -> phase = Phase.READY;
            case "stopping" -> {
                phase = Phase.STOPPING;
                expired |= entry.data().path("expired").asBoolean();
            }
            case "stopped" -> phase = Phase.STOPPED;
            default -> {} // A later version's, or of no consequence.
        }
    }

    private void begin(Entry entry) {
        start = Optional.of(entry);
        extension = Optional.empty();
        phase = Phase.STARTING;
        expired = false;
        stacks.clear();
        resources.clear();
        absences.clear();
        users.clear();
        clones.clear();
        hints.clear();
        seeded = 0;
    }

    /** Whether there is something that a stop would have to do. */
    boolean isOpen() {
        return start.isPresent() && phase != Phase.STOPPED;
    }

    Phase phase() {
        return phase;
    }

    String id() {
        return text("session");
    }

    Path workspace() {
        return Path.of(text("workspace"));
    }

    String text(String name) {
        return start.map(entry -> entry.text(name)).orElse("");
    }

    List<String> stacks() {
        return new ArrayList<>(stacks);
    }

    List<StackResource> resources() {
        return new ArrayList<>(resources);
    }

    /** What the target did not have when it was asked last. */
    List<Absence> absences() {
        return new ArrayList<>(absences);
    }

    List<String> users() {
        return new ArrayList<>(users);
    }

    Map<String, Path> clones() {
        return new LinkedHashMap<>(clones);
    }

    /** How many steps of the seed are done for good: those before and with the last one that turned the clock. */
    int seeded() {
        return seeded;
    }

    int hintsTaken(String task) {
        return hints.getOrDefault(task, 0);
    }

    Optional<SessionState> state() {
        return start.map(entry -> new SessionState(
                id(),
                entry.text("lab"),
                entry.text("target"),
                entry.text("account"),
                entry.text("region"),
                entry.text("endpoint"),
                entry.text("profile"),
                phase,
                workspace(),
                clones,
                entry.at(),
                expires(entry),
                stacks(),
                hints));
    }

    /** Whether the session was stopped, or is being stopped, because its time was over. */
    boolean isExpired() {
        return expired;
    }

    /** How long the session was given, last; empty in a ledger that does not tell. */
    Optional<Duration> ttl() {
        try {
            return extension
                    .or(() -> start)
                    .map(entry -> entry.text("ttl"))
                    .filter(text -> !text.isEmpty())
                    .map(Duration::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When the session was to end as it began, before it was extended. */
    Optional<Instant> firstExpiry() {
        return start.map(Journal::firstExpiry);
    }

    private static Instant firstExpiry(Entry begun) {
        return instant(begun.data().path("expires"), begun.at());
    }

    private Instant expires(Entry begun) {
        Instant first = firstExpiry(begun);
        return extension
                .map(entry -> instant(entry.data().path("expires"), first))
                .orElse(first);
    }

    private static Instant instant(JsonNode node, Instant fallback) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeException e) {
            return fallback;
        }
    }
}
