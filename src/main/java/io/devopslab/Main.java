package io.devopslab;

/** Starts the command tree, and nothing else. */
public final class Main {

    private Main() {}

    /** Runs {@code lab} with the given arguments. */
    public static void main(String[] args) {
        System.exit(2);
    }
}
