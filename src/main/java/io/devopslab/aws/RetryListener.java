package io.devopslab.aws;

/** Is told when a call is about to be tried again, so that who waits knows why. May be called from any thread. */
@FunctionalInterface
public interface RetryListener {

    void retrying(Retry retry);

    /** One that tells nobody. */
    static RetryListener silent() {
        return retry -> {};
    }
}
