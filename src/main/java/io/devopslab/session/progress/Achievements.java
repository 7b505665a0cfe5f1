package io.devopslab.session.progress;

import io.devopslab.session.ledger.Entry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was achieved in a lab, over all its sessions. Hints are told, and count for nothing. */
public final class Achievements {

    private final Map<String, Done> done = new HashMap<>();
    private final Map<String, Integer> hints = new HashMap<>();

    /**
     * @param at when the task passed for the first time, in the cloud's time
     * @param solved whether {@code lab solve} did it
     */
    public record Done(Instant at, boolean solved) {}

    private Achievements() {}

    static Achievements of(List<Entry> entries) {
        Achievements achievements = new Achievements();
        for (Entry entry : entries) {
            String task = entry.text("task");
            if (Diary.isPass(entry)) {
                achievements.done.putIfAbsent(
                        task, new Done(entry.at(), entry.data().path("solved").asBoolean()));
            } else if (Diary.isHint(entry)) {
                achievements.hints.merge(task, entry.data().path("number").asInt(1), Math::max);
            }
        }
        return achievements;
    }

    /** Empty when the task never passed. */
    public Optional<Done> done(String task) {
        return Optional.ofNullable(done.get(task));
    }

    /** How many hints were taken. */
    public int hints(String task) {
        return hints.getOrDefault(task, 0);
    }
}
