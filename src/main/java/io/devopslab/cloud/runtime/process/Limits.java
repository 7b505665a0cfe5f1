package io.devopslab.cloud.runtime.process;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a process tree may use. The tree is ended when it exceeds the number of processes; the system refuses to
 * make a file longer than allowed, where it has a way to do so.
 *
 * @param maxProcesses how many processes may live in the tree at once
 * @param maxFileBytes how long a file may become that the process writes
 */
public record Limits(OptionalInt maxProcesses, OptionalLong maxFileBytes) {

    /** As much as the system gives. */
    public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalLong.empty());

    public static Limits of(int maxProcesses, long maxFileBytes) {
        return new Limits(OptionalInt.of(maxProcesses), OptionalLong.of(maxFileBytes));
    }
}
