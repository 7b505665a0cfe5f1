package io.devopslab.cloud.runtime.git;

/** The answer to a {@link GitLogin}. */
public sealed interface GitAccess {

    /** The caller is known. */
    record Granted(GitCaller caller) implements GitAccess {}

    /** User name and password do not fit: the client may ask its user for better ones (HTTP 401). */
    record Unknown() implements GitAccess {}

    /** The client is not let in, and asking its user would not help (HTTP 403). */
    record Forbidden(String reason) implements GitAccess {}
}
