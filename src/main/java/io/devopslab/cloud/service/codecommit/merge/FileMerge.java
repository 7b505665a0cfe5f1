package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.merge.ContentMergeStrategy;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** Merges one file that both sides changed. */
final class FileMerge {

    private static final int MAX_BYTES = 50 << 20;

    private final ObjectReader reader;
    private final MergePolicy policy;

    FileMerge(ObjectReader reader, MergePolicy policy) {
        this.reader = reader;
        this.policy = policy;
    }

    /** Keeps a content and gives its identifier. */
    @FunctionalInterface
    interface Keeper {
        ObjectId keep(byte[] content) throws IOException;
    }

    /** What is in the way of merging the file. */
    MergeConflict look(String path, Optional<Entry> base, Optional<Entry> source, Optional<Entry> destination)
            throws IOException {
        boolean bothExist = source.isPresent() && destination.isPresent();
        boolean type = bothExist && kind(source.get()) != kind(destination.get());
        Optional<MergeResult<RawText>> lines = bothExist
                ? lines(base, source.get(), destination.get(), ContentMergeStrategy.CONFLICT)
                : Optional.empty();
        return new MergeConflict(
                path,
                base,
                source,
                destination,
                lines,
                contentConflicts(base, source, destination, lines),
                bothExist
                        && !type
                        && mode(base, source.get(), destination.get()).isEmpty(),
                type);
    }

    private boolean contentConflicts(
            Optional<Entry> base,
            Optional<Entry> source,
            Optional<Entry> destination,
            Optional<MergeResult<RawText>> lines) {
        Optional<ObjectId> was = base.map(Entry::id);
        Optional<ObjectId> here = source.map(Entry::id);
        Optional<ObjectId> there = destination.map(Entry::id);
        if (here.equals(there)) {
            return false;
        }
        if (source.isPresent() && destination.isPresent() && (was.equals(here) || was.equals(there))) {
            return false;
        }
        return !policy.mergesLines()
                || lines.map(MergeResult::containsConflicts).orElse(true);
    }

    private static int kind(Entry entry) {
        return entry.mode().getBits() & FileMode.TYPE_MASK;
    }

    /** The mode that follows from the changes of both sides; empty when they contradict each other. */
    private static Optional<FileMode> mode(Optional<Entry> base, Entry source, Entry destination) {
        if (source.mode().equals(destination.mode())) {
            return Optional.of(source.mode());
        }
        Optional<FileMode> was = base.map(Entry::mode);
        if (was.equals(Optional.of(source.mode()))) {
            return Optional.of(destination.mode());
        }
        return was.equals(Optional.of(destination.mode())) ? Optional.of(source.mode()) : Optional.empty();
    }

    /** The entry of a file that has no conflict left under the policy; empty when it has. */
    Optional<Entry> resolve(MergeConflict conflict, Keeper keeper) throws IOException {
        if (!conflict.isConflict()) {
            return Optional.of(together(conflict, ContentMergeStrategy.CONFLICT, keeper));
        }
        if (conflict.type() || conflict.lines().isEmpty() || !policy.mergesLines()) {
            return Optional.empty();
        }
        if (policy.acceptsSource()) {
            return Optional.of(together(conflict, ContentMergeStrategy.THEIRS, keeper));
        }
        return policy.acceptsDestination()
                ? Optional.of(together(conflict, ContentMergeStrategy.OURS, keeper))
                : Optional.empty();
    }

    private Entry together(MergeConflict conflict, ContentMergeStrategy strategy, Keeper keeper) throws IOException {
        Entry source = conflict.source().orElseThrow();
        Entry destination = conflict.destination().orElseThrow();
        FileMode mode = mode(conflict.base(), source, destination)
                .orElse(strategy == ContentMergeStrategy.THEIRS ? source.mode() : destination.mode());
        Optional<ObjectId> was = conflict.base().map(Entry::id);
        if (source.id().equals(destination.id()) || was.equals(Optional.of(destination.id()))) {
            return new Entry(mode, source.id());
        }
        if (was.equals(Optional.of(source.id()))) {
            return new Entry(mode, destination.id());
        }
        MergeResult<RawText> lines =
                lines(conflict.base(), source, destination, strategy).orElseThrow();
        return new Entry(mode, keeper.keep(text(lines)));
    }

    private static byte[] text(MergeResult<RawText> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MergeFormatter().formatMerge(out, lines, List.of("BASE", "destination", "source"), StandardCharsets.UTF_8);
        return out.toByteArray();
    }

    /** The lines of base, destination and source merged; empty when one of them is no text. */
    private Optional<MergeResult<RawText>> lines(
            Optional<Entry> base, Entry source, Entry destination, ContentMergeStrategy strategy) throws IOException {
        Optional<RawText> was = base.isPresent() ? text(base.get()) : Optional.of(RawText.EMPTY_TEXT);
        Optional<RawText> from = text(source);
        Optional<RawText> into = text(destination);
        if (was.isEmpty() || from.isEmpty() || into.isEmpty()) {
            return Optional.empty();
        }
        MergeAlgorithm algorithm = new MergeAlgorithm();
        algorithm.setContentMergeStrategy(strategy);
        return Optional.of(algorithm.merge(RawTextComparator.DEFAULT, was.get(), into.get(), from.get()));
    }

    private Optional<RawText> text(Entry entry) throws IOException {
        if (kind(entry) != FileMode.TYPE_FILE) {
            return Optional.empty();
        }
        byte[] content = reader.open(entry.id()).getCachedBytes(MAX_BYTES);
        return RawText.isBinary(content, content.length, true) ? Optional.empty() : Optional.of(new RawText(content));
    }
}
