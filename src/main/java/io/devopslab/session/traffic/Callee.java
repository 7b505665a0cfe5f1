package io.devopslab.session.traffic;

/**
 * What is called.
 *
 * @param function a function's name or ARN
 * @param alias the alias by which it is called
 * @param payload JSON that each call sends
 */
public record Callee(String function, String alias, String payload) {

    @Override
    public String toString() {
        return function + ":" + alias;
    }
}
