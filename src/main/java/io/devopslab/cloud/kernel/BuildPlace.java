package io.devopslab.cloud.kernel;

import java.util.Map;

/** Where the commands of builds run. */
public sealed interface BuildPlace {

    /** On this machine, as processes of it: needs nothing but a shell. */
    BuildPlace MACHINE = new OnMachine();

    /** On this machine, as processes of it. */
    record OnMachine() implements BuildPlace {}

    /**
     * In containers of the images that the projects name. Where no engine answers, builds fail and say so.
     *
     * @param environment the whole environment of docker's own client: where it is found, and which engine it calls
     */
    record InDocker(Map<String, String> environment) implements BuildPlace {

        public InDocker {
            environment = Map.copyOf(environment);
        }
    }
}
