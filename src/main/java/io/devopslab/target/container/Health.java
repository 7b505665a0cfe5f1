package io.devopslab.target.container;

/** What the health page of an emulator says. Only a port that nobody holds means that it is gone: slowness does not. */
sealed interface Health {

    /**
     * It answers.
     *
     * @param version for example {@code 4.14.0}; empty where it does not tell one
     */
    record Well(String version) implements Health {}

    /** Nobody answers there, or somebody who is no emulator. */
    record Absent() implements Health {}

    /**
     * Somebody is there and says nothing that can be understood: it may be busy, or hang.
     *
     * @param why what came instead of an answer
     */
    record Silent(String why) implements Health {}
}
