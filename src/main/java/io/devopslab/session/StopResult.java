package io.devopslab.session;

import java.nio.file.Path;
import java.util.List;

/**
 * @param wasRunning false when there was nothing to stop
 * @param survivors what is left behind; the command then ends with exit code 5
 * @param kept the learner's directories that were left where they are
 */
public record StopResult(boolean wasRunning, List<Survivor> survivors, List<Path> kept) {

    public StopResult {
        survivors = List.copyOf(survivors);
        kept = List.copyOf(kept);
    }
}
