package io.devopslab.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that a lab does: to seed itself, to solve a task, to apply a mutant. */
public sealed interface Step {

    /** Calls an operation, and perhaps calls it again. */
    record CallStep(Call call, Again again) implements Step {}

    /** When an operation is called, or a request sent, again. */
    sealed interface Again {

        /**
         * Until what is answered is what it must be; between two calls time passes.
         *
         * @param expression a JMESPath expression, with placeholders, that must give {@code true}
         * @param within of the cloud's time
         */
        record Until(String expression, Duration within) implements Again {}

        /**
         * At once, as many callers would.
         *
         * @param times how often it is called at most
         * @param until an expression as above, which ends it before that and must give {@code true} in the end; without one
         *     it is called so often
         */
        record Times(int times, Optional<String> until) implements Again {}
    }

    /**
     * Commits onto a branch of a CodeCommit repository, on top of what is there.
     *
     * @param base the branch that a new branch starts from
     * @param push a directory of the lab whose files are laid over the branch's
     * @param delete paths that the commit removes
     */
    record GitStep(
            String repository,
            String branch,
            Optional<String> base,
            Optional<Path> push,
            List<String> delete,
            String message)
            implements Step {
        public GitStep {
            delete = List.copyOf(delete);
        }
    }

    /** Changes a file of the workspace. */
    record FileStep(String path, Edit edit) implements Step {}

    /** Runs a command. */
    record ExecStep(Command command) implements Step {}

    /**
     * Sends a request, and perhaps sends it again. It must be answered with a status below 400, unless an expression says what
     * is waited for.
     */
    record HttpStep(HttpCall request, Again again) implements Step {}

    /**
     * Puts a library that the program brings into a bucket, for builds that cannot download one.
     *
     * @param name the directory beside the program's own libraries that holds its jars
     */
    record LibraryStep(String name, String bucket, String key) implements Step {}

    /**
     * Turns the cloud's clock forward. In a seed it is also a milestone: a start that was cut off goes on behind the last one,
     * for what happened at its own time cannot be done again.
     */
    record AdvanceStep(Duration duration) implements Step {}

    /** Waits until checks pass; {@code within} is of the cloud's time. */
    record AwaitStep(List<String> checks, Duration within) implements Step {
        public AwaitStep {
            checks = List.copyOf(checks);
        }
    }

    /** How a file is changed. */
    sealed interface Edit {

        /** The file holds this text and nothing else. */
        record Write(String text) implements Edit {}

        /** The file is a copy of a file of the lab. */
        record CopyOf(Path source) implements Edit {}

        /** All places of a text are replaced; it is an error when there is none. */
        record Replace(String old, String replacement) implements Edit {}

        /** The file is gone. */
        record Delete() implements Edit {}
    }
}
