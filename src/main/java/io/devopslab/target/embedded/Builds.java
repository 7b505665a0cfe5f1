package io.devopslab.target.embedded;

import io.devopslab.cloud.kernel.BuildPlace;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the commands of builds run, as people choose it. */
public enum Builds {

    /** As processes of this machine. */
    PROCESS,

    /** In containers of the images that the projects name. */
    DOCKER;

    /** By its word on the command line and in files; empty for another word. */
    public static Optional<Builds> of(String word) {
        return Arrays.stream(values())
                .filter(builds -> builds.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Docker's client gets the environment of the daemon, by which it finds its engine. */
    BuildPlace place() {
        return this == DOCKER ? new BuildPlace.InDocker(System.getenv()) : BuildPlace.MACHINE;
    }
}
