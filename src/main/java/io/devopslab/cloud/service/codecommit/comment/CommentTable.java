package io.devopslab.cloud.service.codecommit.comment;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.Comment;
import software.amazon.awssdk.services.codecommit.model.CommentDeletedException;
import software.amazon.awssdk.services.codecommit.model.CommentDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.CommentIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidCommentIdException;

/** The comments, by their identifiers. */
public final class CommentTable {

    private static final String NEXT = "next";

    private final Store store;
    private final RepositoryCatalog catalog;
    private final Table<StoredComment> rows;
    private final Table<Long> numbers;

    public CommentTable(Store store, RepositoryCatalog catalog) {
        this.store = store;
        this.catalog = catalog;
        this.rows = store.table("comments", StoredComment.class);
        this.numbers = store.table("comment-numbers", Long.class);
    }

    /** Inside a write: the place of the next comment in the order of all. */
    long nextNumber() {
        long number = numbers.get(NEXT).orElse(1L);
        numbers.put(NEXT, number + 1);
        return number;
    }

    /** The comment of that identifier, which is checked first. */
    StoredComment get(@Nullable String id) {
        String text = Names.required(id, CommentIdRequiredException::builder, "A comment ID");
        if (!text.matches("[0-9a-f:-]{1,128}")) {
            throw Errors.of(
                    InvalidCommentIdException.builder(),
                    "The comment ID is not in a valid format. Make sure that you have provided the full comment ID.");
        }
        return rows.get(text)
                .orElseThrow(() -> Errors.of(
                        CommentDoesNotExistException.builder(),
                        "No comment exists with the provided ID: " + text
                                + ". Verify that you have used the correct ID, and then try again."));
    }

    /** The comment of that identifier, which must not be deleted. */
    StoredComment getLiving(@Nullable String id) {
        StoredComment row = get(id);
        if (row.isDeleted()) {
            throw Errors.of(
                    CommentDeletedException.builder(),
                    "This comment has already been deleted. You cannot edit or delete a deleted comment.");
        }
        return row;
    }

    void put(StoredComment row) {
        rows.put(row.shown().commentId(), row);
    }

    /** Changes a comment that is not deleted. */
    StoredComment change(String id, UnaryOperator<StoredComment> change) {
        return store.write(() -> {
            StoredComment changed = change.apply(getLiving(id));
            put(changed);
            return changed;
        });
    }

    /** Some comments, in the order in which they were made. */
    List<StoredComment> all(Predicate<StoredComment> wanted) {
        return rows.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(StoredComment::number))
                .toList();
    }

    /** Forgets a repository that is gone. */
    public void forget(String repositoryId) {
        store.write(() -> all(row -> row.place().repositoryId().equals(repositoryId))
                .forEach(row -> rows.remove(row.shown().commentId())));
    }

    Optional<StoredRepository> repository(StoredComment row) {
        return catalog.byId(row.place().repositoryId());
    }

    /** As the API shows it to a caller. */
    static Comment show(StoredComment row, String callerArn) {
        Map<Emoji, Long> counts = row.reactions().values().stream()
                .collect(
                        Collectors.groupingBy(emoji -> emoji, () -> new EnumMap<>(Emoji.class), Collectors.counting()));
        return row.shown().toBuilder()
                .callerReactions(Optional.ofNullable(row.reactions().get(callerArn))
                        .map(emoji -> List.of(emoji.shortCode()))
                        .orElse(List.of()))
                .reactionCounts(counts.entrySet().stream()
                        .collect(Collectors.toMap(count -> count.getKey().name(), count -> count.getValue()
                                .intValue())))
                .build();
    }
}
