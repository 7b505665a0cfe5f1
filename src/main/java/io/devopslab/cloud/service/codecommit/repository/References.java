package io.devopslab.cloud.service.codecommit.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.runtime.git.GitCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * The branches and tags of all repositories, as far as they move: one change of a repository at a time, and each
 * move announced as an event (CodeCommit User Guide, "Monitoring CodeCommit events"). What was announced last is
 * kept, so that a move which git acknowledged just before the process was killed is announced by the next one.
 */
public final class References {

    private static final List<String> ANNOUNCED = List.of(Constants.R_HEADS, Constants.R_TAGS);

    private final ServiceContext context;
    private final RepositoryCatalog catalog;
    private final RepositoryEvents events;
    private final Table<Heads> announced;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final List<MoveListener> listeners = new CopyOnWriteArrayList<>();

    /** Where the references of a repository pointed when they were last announced: full names to commits. */
    record Heads(Map<String, String> commits) {
        Heads {
            commits = new TreeMap<>(commits);
        }
    }

    public References(ServiceContext context, RepositoryCatalog catalog) {
        this.context = context;
        this.catalog = catalog;
        this.events = new RepositoryEvents(context, catalog);
        this.announced = context.store().table("announced", Heads.class);
    }

    /** Tells {@code listener} of every move from now on. */
    public void subscribe(MoveListener listener) {
        listeners.add(listener);
    }

    /** Runs a change of references alone, and announces what moved. */
    public <T> T change(StoredRepository row, Repository git, GitCaller caller, Supplier<T> change) {
        return change(row, git, caller, JsonNodeFactory.instance.objectNode(), change);
    }

    /**
     * Runs a change of references alone, and announces what moved.
     *
     * @param details goes into the events, for example how a merge was made; may be filled by the change
     */
    public <T> T change(
            StoredRepository row, Repository git, GitCaller caller, ObjectNode details, Supplier<T> change) {
        ReentrantLock lock = locks.computeIfAbsent(row.id(), id -> new ReentrantLock());
        lock.lock();
        try {
            T result = change.get();
            announce(row.id(), git, caller, details);
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Announces what moved since the last announcement. */
    public void reconcile(StoredRepository row, Repository git, GitCaller caller) {
        change(row, git, caller, () -> true);
    }

    public void forget(String id) {
        announced.remove(id);
        locks.remove(id);
    }

    private void announce(String id, Repository git, GitCaller caller, ObjectNode details) {
        try {
            Map<String, String> now = read(git);
            List<Move> moves = moves(announced.get(id).map(Heads::commits).orElse(Map.of()), now);
            if (moves.isEmpty()) {
                return;
            }
            aimHead(git, moves);
            List<Runnable> notes = prepare(id, git, moves, caller);
            context.store().write(() -> catalog.byId(id).ifPresent(row -> {
                announced.put(id, new Heads(now));
                catalog.touch(id);
                moves.forEach(move -> publish(row, move, caller, details));
                notes.forEach(Runnable::run);
            }));
            listeners.forEach(MoveListener::followUp);
        } catch (IOException e) {
            throw new UncheckedIOException("The references of the repository " + id + " cannot be read.", e);
        }
    }

    private List<Runnable> prepare(String id, Repository git, List<Move> moves, GitCaller caller) throws IOException {
        List<Runnable> notes = new ArrayList<>();
        Optional<StoredRepository> row = catalog.byId(id);
        if (row.isPresent()) {
            for (MoveListener listener : listeners) {
                notes.add(listener.prepare(row.get(), git, moves, caller));
            }
        }
        return notes;
    }

    private static Map<String, String> read(Repository git) throws IOException {
        Map<String, String> commits = new TreeMap<>();
        RefDatabase references = git.getRefDatabase();
        for (String prefix : ANNOUNCED) {
            for (Ref reference : references.getRefsByPrefix(prefix)) {
                Ref peeled = references.peel(reference);
                ObjectId target =
                        Optional.ofNullable(peeled.getPeeledObjectId()).orElse(peeled.getObjectId());
                commits.put(reference.getName(), target.name());
            }
        }
        return commits;
    }

    private static List<Move> moves(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Move> moves = new ArrayList<>();
        for (String name : names) {
            Move move = new Move(name, Optional.ofNullable(before.get(name)), Optional.ofNullable(now.get(name)));
            if (!move.from().equals(move.to())) {
                moves.add(move);
            }
        }
        return moves;
    }

    /** The first branch of an empty repository becomes its default branch. */
    private static void aimHead(Repository git, List<Move> moves) throws IOException {
        Ref head = git.exactRef(Constants.HEAD);
        if (head != null && head.getObjectId() != null) {
            return;
        }
        Optional<String> first = moves.stream()
                .filter(move -> move.reference().startsWith(Constants.R_HEADS)
                        && move.to().isPresent())
                .map(Move::reference)
                .findFirst();
        if (first.isPresent()) {
            RefUpdate update = git.updateRef(Constants.HEAD);
            update.disableRefLog();
            update.link(first.get());
        }
    }

    private void publish(StoredRepository row, Move move, GitCaller caller, ObjectNode details) {
        ObjectNode detail = RepositoryEvents.stateChange(event(move), row);
        detail.put("referenceType", move.isBranch() ? "branch" : "tag");
        detail.put("referenceName", move.shortName());
        detail.put("referenceFullName", move.reference());
        move.to().ifPresent(commit -> detail.put("commitId", commit));
        move.from().ifPresent(commit -> detail.put("oldCommitId", commit));
        detail.put("callerUserArn", caller.arn());
        detail.setAll(details);
        events.publishStateChange(row, detail);
    }

    private static String event(Move move) {
        if (move.to().isEmpty()) {
            return "referenceDeleted";
        }
        return move.from().isEmpty() ? "referenceCreated" : "referenceUpdated";
    }
}
