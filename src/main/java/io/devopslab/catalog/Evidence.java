package io.devopslab.catalog;

import java.time.Duration;
import java.util.List;

/** Where a check looks. Each kind gives one document, which {@code docs/manifest.md} describes. */
public sealed interface Evidence {

    /** The outputs of operations: of one alone, or of several by their names. */
    record Calls(List<Call> calls) implements Evidence {
        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A branch of a CodeCommit repository as it was pushed, and a file at its head.
     *
     * @param file empty when only the branch matters
     */
    record Branch(String repository, String branch, String file) implements Evidence {}

    /** A clone in the workspace, and a file in its work tree; an empty file when only the clone matters. */
    record Clone(String directory, String file) implements Evidence {}

    /** An answer over HTTP. */
    record Http(HttpCall request) implements Evidence {}

    /** What a command says. */
    record Exec(Command command) implements Evidence {}

    /**
     * DORA's metrics of a pipeline.
     *
     * @param since how far back from now is looked
     * @param until how far back from now the look ends; nothing for now
     * @param file a file of the workspace to hold the numbers against; empty when only they matter
     */
    record Dora(String pipeline, Duration since, Duration until, String file) implements Evidence {}

    /** A file of the workspace. */
    record FileAt(String path) implements Evidence {}
}
