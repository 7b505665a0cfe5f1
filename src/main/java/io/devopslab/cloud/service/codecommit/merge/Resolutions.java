package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.content.Contents;
import io.devopslab.cloud.service.codecommit.content.EditableTree;
import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import io.devopslab.cloud.service.codecommit.content.FileChanges;
import io.devopslab.cloud.service.codecommit.content.Modes;
import io.devopslab.cloud.service.codecommit.content.Paths;
import io.devopslab.cloud.service.codecommit.merge.FileMerge.Keeper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ConflictResolution;
import software.amazon.awssdk.services.codecommit.model.FileModeRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidConflictResolutionException;
import software.amazon.awssdk.services.codecommit.model.InvalidReplacementContentException;
import software.amazon.awssdk.services.codecommit.model.InvalidReplacementTypeException;
import software.amazon.awssdk.services.codecommit.model.MaximumConflictResolutionEntriesExceededException;
import software.amazon.awssdk.services.codecommit.model.MultipleConflictResolutionEntriesException;
import software.amazon.awssdk.services.codecommit.model.ReplaceContentEntry;
import software.amazon.awssdk.services.codecommit.model.ReplacementContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.ReplacementTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ReplacementTypeRequiredException;

/** What the requester decided about single files in conflict; it goes with AUTOMERGE only. */
public final class Resolutions {

    private static final int MAX_ENTRIES = 100;

    private final Map<String, ReplaceContentEntry> replacements = new HashMap<>();
    private final Set<String> deletions = new HashSet<>();
    private final Map<String, FileMode> modes = new HashMap<>();

    private Resolutions() {}

    public static Resolutions none() {
        return new Resolutions();
    }

    /** The decisions of a request, checked as far as they can be without the repository. */
    public static Resolutions of(@Nullable ConflictResolution given, MergePolicy policy) {
        Resolutions resolutions = new Resolutions();
        if (given == null) {
            return resolutions;
        }
        int number = given.replaceContents().size()
                + given.deleteFiles().size()
                + given.setFileModes().size();
        if (number > 0 && !policy.isAutomatic()) {
            throw Errors.of(
                    InvalidConflictResolutionException.builder(),
                    "The specified conflict resolution list is not valid: it goes with the strategy AUTOMERGE only.");
        }
        if (number > MAX_ENTRIES) {
            throw Errors.of(
                    MaximumConflictResolutionEntriesExceededException.builder(),
                    "The number of allowed conflict resolution entries was exceeded.");
        }
        given.replaceContents().forEach(resolutions::addReplacement);
        given.deleteFiles().forEach(entry -> resolutions.addDeletion(Paths.file(entry.filePath())));
        given.setFileModes().forEach(entry -> {
            if (entry.fileMode() == null) {
                throw Errors.of(
                        FileModeRequiredException.builder(),
                        "The commit cannot be created because no file mode has been specified.");
            }
            resolutions.modes.put(Paths.file(entry.filePath()), Modes.of(entry.fileMode(), FileMode.REGULAR_FILE));
        });
        return resolutions;
    }

    private void addReplacement(ReplaceContentEntry entry) {
        ReplacementTypeEnum type = entry.replacementType();
        if (type == null) {
            throw Errors.of(ReplacementTypeRequiredException.builder(), "A replacement type is required.");
        }
        if (type == ReplacementTypeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidReplacementTypeException.builder(),
                    "Automerge was specified for resolving the conflict, but the specified replacement type is not "
                            + "valid.");
        }
        checkContent(entry);
        Modes.of(entry.fileMode(), FileMode.REGULAR_FILE);
        requireSingle(replacements.putIfAbsent(Paths.file(entry.filePath()), entry) == null
                && !deletions.contains(Paths.file(entry.filePath())));
    }

    private static void checkContent(ReplaceContentEntry entry) {
        boolean isNew = entry.replacementType() == ReplacementTypeEnum.USE_NEW_CONTENT;
        if (isNew && entry.content() == null) {
            throw Errors.of(
                    ReplacementContentRequiredException.builder(),
                    "USE_NEW_CONTENT was specified, but no replacement content has been provided.");
        }
        if (!isNew && entry.content() != null) {
            throw Errors.of(
                    InvalidReplacementContentException.builder(),
                    "Automerge was specified for resolving the conflict, but the replacement type is not valid or "
                            + "content is missing.");
        }
        if (isNew && entry.content().asByteArrayUnsafe().length > Contents.MAX_FILE_BYTES) {
            throw FileChanges.tooLarge();
        }
    }

    private void addDeletion(String path) {
        requireSingle(deletions.add(path) && !replacements.containsKey(path));
    }

    private static void requireSingle(boolean single) {
        if (!single) {
            throw Errors.of(
                    MultipleConflictResolutionEntriesException.builder(),
                    "More than one conflict resolution entries exists for the conflict. A conflict can have only one "
                            + "conflict resolution entry.");
        }
    }

    boolean decides(String path) {
        return deletions.contains(path) || replacements.containsKey(path);
    }

    /** What the path becomes; empty when it is deleted. */
    Optional<Entry> entry(MergeConflict conflict, Keeper keeper) throws IOException {
        ReplaceContentEntry replacement = replacements.get(conflict.path());
        if (replacement == null) {
            return Optional.empty();
        }
        Optional<Entry> chosen =
                switch (replacement.replacementType()) {
                    case KEEP_BASE -> conflict.base();
                    case KEEP_SOURCE -> conflict.source();
                    case KEEP_DESTINATION -> conflict.destination();
                    default ->
                        Optional.of(new Entry(
                                conflict.destination()
                                        .or(conflict::source)
                                        .map(Entry::mode)
                                        .orElse(FileMode.REGULAR_FILE),
                                keeper.keep(replacement.content().asByteArrayUnsafe())));
                };
        return chosen.map(entry -> new Entry(Modes.of(replacement.fileMode(), entry.mode()), entry.id()));
    }

    /** Sets the modes that were asked for, whether or not they were in conflict. */
    void setModes(EditableTree tree) {
        modes.forEach((path, mode) -> {
            Entry entry = tree.get(path).orElseThrow(() -> Contents.fileDoesNotExist(path));
            tree.put(path, new Entry(mode, entry.id()));
        });
    }
}
