package io.devopslab.cli;

import com.github.tomakehurst.wiremock.http.Fault;

/** What a call may meet on its way to a cloud and back. */
sealed interface Trouble {

    /** AWS, or what stands for it, says no. */
    record Refused(int status, String code, String message) implements Trouble {}

    /** The connection breaks before the call is there. */
    record Broken(Fault how) implements Trouble {}

    /** The work is done, and its answer is lost. */
    record Lost(Fault how) implements Trouble {}

    /** Something on the way answers in the cloud's place, and all is well: a page that asks to sign in to a network. */
    record Page() implements Trouble {}

    /** All takes longer. */
    record Late(int milliseconds) implements Trouble {}

    static Trouble expired() {
        return new Refused(403, "ExpiredToken", "The security token included in the request is expired");
    }

    static Trouble throttled() {
        return new Refused(400, "ThrottlingException", "Rate exceeded");
    }
}
