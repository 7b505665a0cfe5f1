package io.devopslab.cloud.stack.state;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** The tables of a region's stacks. Thread-safe. */
public final class StackStore {

    private final Store store;
    private final Table<StackRow> stacks;
    private final Table<String> names;
    private final Table<ResourceRow> resources;
    private final Table<Leftover> leftovers;
    private final Table<Stable> stable;
    private final Table<StackEvent> events;
    private final Table<Long> counters;

    public StackStore(Store store) {
        this.store = store;
        this.stacks = store.table("stacks", StackRow.class);
        this.names = store.table("stack-names", String.class);
        this.resources = store.table("resources", ResourceRow.class);
        this.leftovers = store.table("leftovers", Leftover.class);
        this.stable = store.table("stable-resources", Stable.class);
        this.events = store.table("stack-events", StackEvent.class);
        this.counters = store.table("counters", Long.class);
    }

    public <T> T write(Supplier<T> action) {
        return store.write(action);
    }

    public void write(Runnable action) {
        store.write(action);
    }

    public <T> T read(Supplier<T> action) {
        return store.read(action);
    }

    /** The stack of that ARN, deleted ones included, or the standing stack of that name. */
    public Optional<StackRow> find(String nameOrId) {
        return nameOrId.startsWith("arn:")
                ? stacks.get(nameOrId)
                : store.read(() -> names.get(nameOrId).flatMap(stacks::get));
    }

    /** The stack of that ARN, which must exist. */
    public StackRow stack(String id) {
        return stacks.get(id).orElseThrow(() -> new IllegalStateException("There is no stack " + id + "."));
    }

    /** All stacks, deleted ones included. */
    public List<StackRow> stacks() {
        return stacks.values();
    }

    /** Keeps the stack as it is given; its name is its own until it is gone. */
    public void put(StackRow stack) {
        store.write(() -> {
            stacks.put(stack.id(), stack);
            if (!stack.gone()) {
                names.put(stack.name(), stack.id());
            } else if (names.get(stack.name()).filter(stack.id()::equals).isPresent()) {
                names.remove(stack.name());
            }
        });
    }

    public void update(String id, UnaryOperator<StackRow> change) {
        stacks.update(id, change);
    }

    /** Forgets a stack altogether: one that never came to be. */
    public void forget(StackRow stack) {
        store.write(() -> {
            stacks.remove(stack.id());
            names.remove(stack.name());
            events.removeAll(stack.id() + "#");
            resources.removeAll(stack.id() + "#");
        });
    }

    public Optional<ResourceRow> resource(String stackId, String logicalId) {
        return resources.get(stackId + "#" + logicalId);
    }

    /** The resources of the stack by name. */
    public List<ResourceRow> resources(String stackId) {
        return resources.valuesOf(stackId + "#");
    }

    public void put(ResourceRow resource) {
        resources.put(resource.stackId() + "#" + resource.logicalId(), resource);
    }

    public void remove(ResourceRow resource) {
        resources.remove(resource.stackId() + "#" + resource.logicalId());
    }

    /** What is to be deleted for the stack. */
    public List<Leftover> leftovers(String stackId) {
        return leftovers.valuesOf(stackId + "#");
    }

    public void put(Leftover leftover) {
        leftovers.put(leftover.key(), leftover);
    }

    public void remove(Leftover leftover) {
        leftovers.remove(leftover.key());
    }

    /** A key for the next leftover of the stack. */
    public String leftoverKey(String stackId) {
        return stackId + "#" + number("leftover");
    }

    /** What failed updates changed since the stack was last stable; empty when it is. */
    public List<Stable> stable(String stackId) {
        return stable.valuesOf(stackId + "#");
    }

    /** Keeps what a resource was in the last stable state, unless that is known already. */
    public void keep(Stable resource) {
        store.write(() -> {
            String key = resource.stackId() + "#" + resource.logicalId();
            if (stable.get(key).isEmpty()) {
                stable.put(key, resource);
            }
        });
    }

    /** The stack is stable again, or gone. */
    public void forgetStable(String stackId) {
        stable.removeAll(stackId + "#");
    }

    /** The events of the stack, newest first. */
    public List<StackEvent> events(String stackId) {
        List<StackEvent> oldestFirst = events.valuesOf(stackId + "#");
        List<StackEvent> newestFirst = new java.util.ArrayList<>(oldestFirst);
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The number of the next event; events are kept in the order of their numbers. */
    String nextEvent() {
        return number("event");
    }

    void add(String number, StackEvent event) {
        events.put(event.stackId() + "#" + number, event);
    }

    private String number(String counter) {
        return store.write(() -> {
            long number = counters.get(counter).orElse(0L);
            counters.put(counter, number + 1);
            return String.format(Locale.ROOT, "%019d", number);
        });
    }
}
