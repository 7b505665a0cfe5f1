package io.devopslab.session.git;

import io.devopslab.catalog.Command;
import io.devopslab.check.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether the learner's git knows who commits. Git itself is asked: it alone knows all its files. */
final class Identity {

    private Identity() {}

    static boolean isKnown(Path workTree) {
        Command command = new Command(List.of("git", "config", "user.email"), ".", Map.of(), Duration.ofSeconds(10));
        try {
            return new CommandRunner(workTree).run(command).exitCode() == 0;
        } catch (IOException e) {
            return false; // No git yet: the learner will install one, which will know nobody.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
