package io.devopslab.session.traffic;

/** Who is called; its text is what a screen is headed with. */
public sealed interface Callee {

    /**
     * A function by its alias: its versions answer.
     *
     * @param function a function's name or ARN
     * @param name the alias
     * @param payload JSON that each call sends
     */
    record Alias(String function, String name, String payload) implements Callee {
        @Override
        public String toString() {
            return function + ":" + name;
        }
    }

    /**
     * The fleet behind a load balancer: what its pages say answers.
     *
     * @param name the load balancer's
     * @param path of the page
     */
    record Balancer(String name, String path) implements Callee {
        @Override
        public String toString() {
            return name + path;
        }
    }
}
