package io.devopslab.cloud.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.shape.ShapeModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * The durable state of a cloud: named tables of records. What a {@link #write} returned from is on disk in the
 * sense that the process may be killed; a write that throws leaves nothing behind. Thread-safe.
 *
 * <p>One write runs at a time and must be short: no input or output, no call of another service inside it.
 */
public final class Store implements AutoCloseable {

    private final Engine engine;
    private final String prefix;
    private final Runnable beforeClose;

    /** What all partitions share. */
    private record Engine(
            MVStore store,
            ObjectMapper json,
            ReentrantReadWriteLock lock,
            List<Runnable> afterCommit,
            AtomicBoolean frozen) {}

    private Store(Engine engine, String prefix, Runnable beforeClose) {
        this.engine = engine;
        this.prefix = prefix;
        this.beforeClose = beforeClose;
    }

    /** Opens the state in {@code file}, or makes it. What an earlier process did not finish writing is dropped. */
    public static Store open(Path file) {
        return over(store(new MVStore.Builder().fileName(StatePath.nameFor(file))), () -> {});
    }

    /** State that ends with the process. */
    public static Store inMemory() {
        return over(store(new MVStore.Builder()), () -> {});
    }

    /** State in memory, taken from {@code file} if there is one, and written to it when the store is closed. */
    public static Store keptAtClose(Path file) {
        MVStore store = store(new MVStore.Builder());
        StateCopy.load(file, store);
        return over(store, () -> StateCopy.save(store, file));
    }

    /** As durable as that. */
    public static Store open(Path file, Durability durability) {
        return switch (durability) {
            case NONE -> inMemory();
            case AT_CLOSE -> keptAtClose(file);
            case EVERY_CHANGE -> open(file);
        };
    }

    private static MVStore store(MVStore.Builder builder) {
        return builder.autoCommitDisabled().open();
    }

    private static Store over(MVStore store, Runnable beforeClose) {
        Engine engine =
                new Engine(store, mapper(), new ReentrantReadWriteLock(), new ArrayList<>(), new AtomicBoolean());
        return new Store(engine, "", beforeClose);
    }

    private static ObjectMapper mapper() {
        return com.fasterxml.jackson.databind.json.JsonMapper.builder()
                .addModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
                .addModule(new com.fasterxml.jackson.datatype.jdk8.Jdk8Module())
                .addModule(new ShapeModule())
                .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(com.fasterxml.jackson.databind.DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** The part of the store whose tables' names begin with {@code name}. It shares the lock and the file. */
    public Store partition(String name) {
        return new Store(engine, prefix + name + "/", beforeClose);
    }

    /**
     * The table of that name, made when it is first written.
     *
     * @param type an immutable record; it may hold SDK model objects, optionals, instants and collections
     */
    public <V> Table<V> table(String name, Class<V> type) {
        if (engine.lock().isWriteLockedByCurrentThread()) {
            // A write that fails takes back the making of its tables, and their owner would hold a dead one.
            throw new IllegalStateException("The table " + prefix + name + " must be opened before the write.");
        }
        return new Table<>(
                this,
                write(() -> engine.store().openMap(prefix + name, Row.map())),
                new RowFormat<>(engine.json(), type));
    }

    /** The names of all tables of this partition that were ever opened, without the partition's prefix. */
    public List<String> tables() {
        return engine.store().getMapNames().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .sorted()
                .toList();
    }

    /**
     * Runs {@code action} as one change: all of it is kept, or, when it throws, nothing.
     *
     * @throws ClosingException when the store is {@linkplain #freeze frozen}
     */
    public <T> T write(Supplier<T> action) {
        if (engine.lock().getReadHoldCount() > 0) {
            throw new IllegalStateException("A read may not turn into a write: begin with the write.");
        }
        boolean outermost = !engine.lock().isWriteLockedByCurrentThread();
        List<Runnable> followUps = List.of();
        T result;
        engine.lock().writeLock().lock();
        try {
            if (isFrozen()) {
                throw new ClosingException(null);
            }
            result = action.get();
            if (outermost) {
                engine.store().commit();
                followUps = List.copyOf(engine.afterCommit());
            }
        } catch (RuntimeException | Error e) {
            if (outermost && engine.store().hasUnsavedChanges()) {
                engine.store().rollback();
            }
            throw e;
        } finally {
            if (outermost) {
                engine.afterCommit().clear();
            }
            engine.lock().writeLock().unlock();
        }
        followUps.forEach(Runnable::run);
        return result;
    }

    /** Runs {@code action} as one change that has no result. */
    public void write(Runnable action) {
        write(() -> {
            action.run();
            return true;
        });
    }

    /** Runs {@code action} on a state that no write changes meanwhile. */
    public <T> T read(Supplier<T> action) {
        engine.lock().readLock().lock();
        try {
            return action.get();
        } finally {
            engine.lock().readLock().unlock();
        }
    }

    /** Inside a write: runs {@code action} when the write has been kept, outside of its lock. */
    void afterCommit(Runnable action) {
        engine.afterCommit().add(action);
    }

    /**
     * Lets the write that runs come to its end, and keeps no change any more: what fails because the process ends must not
     * be remembered as a result. What is read stays as it is.
     */
    public void freeze() {
        engine.lock().writeLock().lock();
        try {
            engine.frozen().set(true);
        } finally {
            engine.lock().writeLock().unlock();
        }
    }

    /** Whether the cloud is being closed: what fails now may fail because of that, and is left to the next process. */
    public boolean isFrozen() {
        return engine.frozen().get();
    }

    /**
     * Tells a failure from the end of the process, which says nothing about what failed.
     *
     * @throws ClosingException when the store is frozen
     */
    public void requireOpen(RuntimeException problem) {
        if (isFrozen()) {
            throw new ClosingException(problem);
        }
    }

    /** Empties every table of this partition. */
    public void clear() {
        write(() -> engine.store().getMapNames().stream()
                .filter(name -> name.startsWith(prefix))
                .toList()
                .forEach(name -> engine.store().openMap(name, Row.map()).clear()));
    }

    @Override
    public void close() {
        if (!engine.store().isClosed()) {
            beforeClose.run();
        }
        engine.store().close();
    }
}
