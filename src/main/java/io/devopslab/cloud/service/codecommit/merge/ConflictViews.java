package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import io.devopslab.cloud.service.codecommit.content.Modes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeChunk.ConflictState;
import org.eclipse.jgit.merge.MergeResult;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ConflictMetadata;
import software.amazon.awssdk.services.codecommit.model.MergeHunk;
import software.amazon.awssdk.services.codecommit.model.MergeHunkDetail;
import software.amazon.awssdk.services.codecommit.model.ObjectTypeEnum;

/** Conflicts as the API shows them. */
final class ConflictViews {

    private static final int BASE = 0;
    private static final int SNIFF = 8_000;

    private final ObjectReader reader;

    ConflictViews(ObjectReader reader) {
        this.reader = reader;
    }

    ConflictMetadata metadata(MergeConflict conflict) throws IOException {
        Optional<Entry> source = conflict.source();
        Optional<Entry> destination = conflict.destination();
        Optional<Entry> base = conflict.base();
        Long sourceSize = size(source);
        Long destinationSize = size(destination);
        Long baseSize = size(base);
        Boolean sourceBinary = isBinary(source);
        Boolean destinationBinary = isBinary(destination);
        Boolean baseBinary = isBinary(base);
        return ConflictMetadata.builder()
                .filePath(conflict.path())
                .fileSizes(sizes ->
                        sizes.source(sourceSize).destination(destinationSize).base(baseSize))
                .fileModes(modes -> modes.source(source.map(ConflictViews::mode).orElse(null))
                        .destination(destination.map(ConflictViews::mode).orElse(null))
                        .base(base.map(ConflictViews::mode).orElse(null)))
                .objectTypes(types -> types.source(type(conflict, source))
                        .destination(type(conflict, destination))
                        .base(base.map(ConflictViews::type).orElse(null)))
                .numberOfConflicts(number(conflict))
                .isBinaryFile(binary -> binary.source(sourceBinary)
                        .destination(destinationBinary)
                        .base(baseBinary))
                .contentConflict(conflict.content())
                .fileModeConflict(conflict.mode())
                .objectTypeConflict(conflict.type())
                .mergeOperations(operations ->
                        operations.source(operation(base, source)).destination(operation(base, destination)))
                .build();
    }

    private @Nullable Long size(Optional<Entry> entry) throws IOException {
        return entry.isPresent() && isBlob(entry.get())
                ? reader.open(entry.get().id()).getSize()
                : null;
    }

    private @Nullable Boolean isBinary(Optional<Entry> entry) throws IOException {
        if (entry.isEmpty() || !isBlob(entry.get())) {
            return null;
        }
        try (var content = reader.open(entry.get().id()).openStream()) {
            byte[] start = content.readNBytes(SNIFF);
            return RawText.isBinary(start, start.length, start.length < SNIFF);
        }
    }

    private static boolean isBlob(Entry entry) {
        return !FileMode.GITLINK.equals(entry.mode());
    }

    private static software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum mode(Entry entry) {
        return Modes.word(entry.mode());
    }

    /** In a conflict between a file and a folder, the side without the file has the folder. */
    private static @Nullable ObjectTypeEnum type(MergeConflict conflict, Optional<Entry> entry) {
        if (entry.isEmpty()) {
            return conflict.type() ? ObjectTypeEnum.DIRECTORY : null;
        }
        return type(entry.get());
    }

    private static ObjectTypeEnum type(Entry entry) {
        if (FileMode.GITLINK.equals(entry.mode())) {
            return ObjectTypeEnum.GIT_LINK;
        }
        return FileMode.SYMLINK.equals(entry.mode()) ? ObjectTypeEnum.SYMBOLIC_LINK : ObjectTypeEnum.FILE;
    }

    private static @Nullable ChangeTypeEnum operation(Optional<Entry> base, Optional<Entry> now) {
        if (now.isEmpty()) {
            return base.isPresent() ? ChangeTypeEnum.D : null;
        }
        return base.isPresent() ? ChangeTypeEnum.M : ChangeTypeEnum.A;
    }

    private int number(MergeConflict conflict) throws IOException {
        int hunks = (int) hunks(conflict).stream().filter(MergeHunk::isConflict).count();
        int content = conflict.content() ? Math.max(1, hunks) : 0;
        return content + (conflict.mode() ? 1 : 0) + (conflict.type() ? 1 : 0);
    }

    /** The places in which the sides differ from the base; a file without lines is one such place. */
    List<MergeHunk> hunks(MergeConflict conflict) throws IOException {
        if (conflict.lines().isEmpty()) {
            return List.of();
        }
        MergeResult<RawText> lines = conflict.lines().get();
        List<MergeHunk> hunks = new ArrayList<>();
        MergeHunk.Builder open = MergeHunk.builder();
        boolean isOpen = false;
        for (MergeChunk chunk : lines) {
            ConflictState state = chunk.getConflictState();
            if (isOpen && (state == ConflictState.NO_CONFLICT || state == ConflictState.FIRST_CONFLICTING_RANGE)) {
                hunks.add(open.build());
                isOpen = false;
            }
            if (state == ConflictState.NO_CONFLICT) {
                if (chunk.getSequenceIndex() != BASE) {
                    hunks.add(side(MergeHunk.builder().isConflict(false), lines, chunk)
                            .build());
                }
                continue;
            }
            open = isOpen ? open : MergeHunk.builder().isConflict(true);
            isOpen = true;
            side(open, lines, chunk);
        }
        if (isOpen) {
            hunks.add(open.build());
        }
        return hunks;
    }

    private static MergeHunk.Builder side(MergeHunk.Builder hunk, MergeResult<RawText> lines, MergeChunk chunk) {
        RawText text = lines.getSequences().get(chunk.getSequenceIndex());
        byte[] content = text.getString(chunk.getBegin(), chunk.getEnd(), false).getBytes(StandardCharsets.UTF_8);
        MergeHunkDetail detail = MergeHunkDetail.builder()
                .startLine(chunk.getBegin())
                .endLine(chunk.getEnd())
                .hunkContent(Base64.getEncoder().encodeToString(content))
                .build();
        return switch (chunk.getSequenceIndex()) {
            case BASE -> hunk.base(detail);
            case 1 -> hunk.destination(detail);
            default -> hunk.source(detail);
        };
    }
}
