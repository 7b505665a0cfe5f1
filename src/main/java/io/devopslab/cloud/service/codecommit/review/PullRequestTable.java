package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestIdException;
import software.amazon.awssdk.services.codecommit.model.MergeMetadata;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestAlreadyClosedException;
import software.amazon.awssdk.services.codecommit.model.PullRequestDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.PullRequestIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;

/** The pull requests, by number; and the merges that are being made of them. */
public final class PullRequestTable {

    private static final String NEXT = "next";

    private final Store store;
    private final RepositoryCatalog catalog;
    private final Table<StoredPullRequest> rows;
    private final Table<Long> numbers;
    private final Table<Merge> merges;

    /**
     * A merge of which the commit stands and the branch is about to follow.
     *
     * @param commit where the destination branch will be
     */
    record Merge(String commit, MergeMetadata metadata) {}

    public PullRequestTable(Store store, RepositoryCatalog catalog) {
        this.store = store;
        this.catalog = catalog;
        this.rows = store.table("pull-requests", StoredPullRequest.class);
        this.numbers = store.table("pull-request-numbers", Long.class);
        this.merges = store.table("pull-request-merges", Merge.class);
    }

    /** Inside a write: the number of the next pull request. */
    String nextId() {
        long number = numbers.get(NEXT).orElse(1L);
        numbers.put(NEXT, number + 1);
        return Long.toString(number);
    }

    /** The pull request of that identifier, which is checked first. */
    StoredPullRequest get(@Nullable String id) {
        String text = Names.required(id, PullRequestIdRequiredException::builder, "A pull request ID");
        if (!text.matches("\\d{1,18}")) {
            throw Errors.of(
                    InvalidPullRequestIdException.builder(),
                    "The pull request ID is not valid: " + text + ". Make sure that you have provided the full ID and "
                            + "that the pull request is in the specified repository, and then try again.");
        }
        return find(text)
                .orElseThrow(() -> Errors.of(
                        PullRequestDoesNotExistException.builder(),
                        "The pull request ID could not be found: " + text + ". Make sure that you have specified the "
                                + "correct repository name and pull request ID, and then try again."));
    }

    Optional<StoredPullRequest> find(String id) {
        return rows.get(id);
    }

    /** The pull request of that identifier, which must be open. */
    StoredPullRequest getOpen(@Nullable String id) {
        StoredPullRequest row = get(id);
        requireOpen(row);
        return row;
    }

    static void requireOpen(StoredPullRequest row) {
        if (!row.isOpen()) {
            throw Errors.of(
                    PullRequestAlreadyClosedException.builder(),
                    "The pull request status cannot be updated because it is already closed.");
        }
    }

    void put(StoredPullRequest row) {
        rows.put(row.id(), row);
    }

    StoredPullRequest change(String id, UnaryOperator<StoredPullRequest> change) {
        return store.write(() -> {
            StoredPullRequest changed = change.apply(get(id));
            put(changed);
            return changed;
        });
    }

    List<StoredPullRequest> of(String repositoryId) {
        return rows.values().stream()
                .filter(row -> row.repositoryId().equals(repositoryId))
                .toList();
    }

    /** Forgets a repository that is gone. */
    public void forget(String repositoryId) {
        store.write(() -> of(repositoryId).forEach(row -> {
            rows.remove(row.id());
            merges.remove(row.id());
        }));
    }

    void intend(String id, Merge merge) {
        merges.put(id, merge);
    }

    Optional<Merge> intended(String id) {
        return merges.get(id);
    }

    void done(String id) {
        merges.remove(id);
    }

    /** As the API shows it, with the name that the repository has now. */
    PullRequest show(StoredPullRequest row) {
        String name = catalog.byId(row.repositoryId())
                .map(repository -> repository.name())
                .orElse(row.target().repositoryName());
        PullRequestTarget target = row.target().toBuilder().repositoryName(name).build();
        return row.targeting(target).shown();
    }
}
