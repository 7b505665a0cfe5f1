package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What one thing may be: what was last acknowledged, and what was asked for since without an answer. */
final class Memory<V> {

    private final String name;
    private final Set<Optional<V>> possible = new LinkedHashSet<>();
    private Optional<V> known = Optional.empty();

    /** A thing that does not exist. */
    Memory(String name) {
        this.name = name;
        possible.add(Optional.empty());
    }

    /** What it is, as far as was acknowledged or seen. */
    Optional<V> known() {
        return known;
    }

    /** Makes it {@code next}, or nothing; the change is acknowledged when {@code change} returns. */
    void change(Optional<V> next, Runnable change) {
        possible.add(next);
        change.run();
        learn(next);
    }

    /** It was seen to be {@code actual}. */
    void see(Optional<V> actual) {
        assertThat(possible).as("what %s may be", name).contains(actual);
        learn(actual);
    }

    private void learn(Optional<V> actual) {
        possible.clear();
        possible.add(actual);
        known = actual;
    }
}
