package io.devopslab.session;

import io.devopslab.session.progress.Diary;
import java.nio.file.Path;

/**
 * Where sessions keep their files.
 *
 * @param state {@code $LAB_HOME}
 * @param workspaces where learners find their workspaces, by default {@code ~/labs}
 */
public record Home(Path state, Path workspaces) {

    /** What was achieved in a lab, whichever target its sessions were on. */
    public Diary diary(String lab) {
        return new Diary(state.resolve("progress").resolve(lab + ".jsonl"));
    }

    /** The directory of a session's ledger, lock and credentials. */
    public Path session(String target, String lab) {
        return state.resolve("sessions").resolve(target).resolve(lab);
    }
}
