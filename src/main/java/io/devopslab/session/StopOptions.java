package io.devopslab.session;

/**
 * How a session is stopped.
 *
 * @param clones what becomes of the learner's clones
 * @param expired whether it is stopped because its time is over, and only then
 */
public record StopOptions(ClonesFate clones, boolean expired) {

    /** What becomes of the learner's clones. */
    public enum ClonesFate {
        /** All stay, also those that hold nothing of the learner's. */
        STAY,
        /** Those that hold work that exists nowhere else stay. */
        STAY_WITH_WORK,
        /** All are deleted. */
        GO
    }

    /** As somebody does who leaves the lab. */
    public static StopOptions ordinary() {
        return new StopOptions(ClonesFate.STAY_WITH_WORK, false);
    }

    /** As somebody does who wants nothing of it any more. */
    public static StopOptions withWorkspace() {
        return new StopOptions(ClonesFate.GO, false);
    }

    /** As is done with a forgotten lab; its learner comes back and finds the clones. */
    public static StopOptions forgotten() {
        return new StopOptions(ClonesFate.STAY, true);
    }
}
