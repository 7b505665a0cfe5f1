package io.devopslab.cloud.service.codepipeline.run;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How far an action is, as its provider tells it. */
public sealed interface Progress {

    External external();

    /**
     * It goes on.
     *
     * @param memory what the provider wants to be given back at the next look
     * @param next when to look again at the latest
     */
    record Running(External external, Optional<String> memory, Duration next) implements Progress {
        public Running(External external, Duration next) {
            this(external, Optional.empty(), next);
        }
    }

    /**
     * It is done.
     *
     * @param variables its output variables
     * @param revision of a source action, what it found
     */
    record Succeeded(External external, Map<String, String> variables, Optional<Revision> revision)
            implements Progress {
        public Succeeded(External external, Map<String, String> variables) {
            this(external, variables, Optional.empty());
        }

        public Succeeded(External external) {
            this(external, Map.of(), Optional.empty());
        }
    }

    /**
     * It failed.
     *
     * @param code one of CodePipeline's failure types, for example {@code JobFailed}
     */
    record Failed(External external, String code, String message) implements Progress {
        public Failed(String code, String message) {
            this(External.NONE, code, message);
        }
    }
}
