package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.content.EditableTree.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.CreateCommitRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteFileEntry;
import software.amazon.awssdk.services.codecommit.model.FileContentAndSourceFileSpecifiedException;
import software.amazon.awssdk.services.codecommit.model.FileEntryRequiredException;
import software.amazon.awssdk.services.codecommit.model.FileModeRequiredException;
import software.amazon.awssdk.services.codecommit.model.MaximumFileEntriesExceededException;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codecommit.model.PutFileEntryConflictException;
import software.amazon.awssdk.services.codecommit.model.RestrictedSourceFileException;
import software.amazon.awssdk.services.codecommit.model.SamePathRequestException;
import software.amazon.awssdk.services.codecommit.model.SetFileModeEntry;
import software.amazon.awssdk.services.codecommit.model.SourceFileOrContentRequiredException;

/** The file entries of a CreateCommit request, checked as far as they can be without the repository. */
final class FileEntries {

    private static final int MAX_ENTRIES = 100;
    private static final int MAX_TOTAL_BYTES = 7 << 20;

    private final List<PutFileEntry> puts;
    private final List<DeleteFileEntry> deletes;
    private final List<SetFileModeEntry> modes;
    private final boolean keepEmptyFolders;

    FileEntries(CreateCommitRequest request) {
        this.puts = request.putFiles();
        this.deletes = request.deleteFiles();
        this.modes = request.setFileModes();
        this.keepEmptyFolders = Boolean.TRUE.equals(request.keepEmptyFolders());
        checkNumber();
        puts.forEach(FileEntries::checkSource);
        modes.forEach(FileEntries::checkMode);
        checkSize();
        checkPaths();
    }

    private void checkNumber() {
        int number = puts.size() + deletes.size() + modes.size();
        if (number == 0) {
            throw Errors.of(
                    FileEntryRequiredException.builder(),
                    "The commit cannot be created because no files have been specified as added, updated, or changed "
                            + "(PutFile or DeleteFile) for the commit.");
        }
        if (number > MAX_ENTRIES) {
            throw Errors.of(
                    MaximumFileEntriesExceededException.builder(),
                    "The number of specified files to change as part of this commit exceeds the maximum number of "
                            + "files that can be changed in a single commit. Consider using a Git client for these "
                            + "changes.");
        }
    }

    private static void checkSource(PutFileEntry put) {
        Paths.file(put.filePath());
        if (put.fileContent() == null && put.sourceFile() == null) {
            throw Errors.of(
                    SourceFileOrContentRequiredException.builder(),
                    "The commit cannot be created because no source files or file content have been specified for "
                            + "the commit.");
        }
        if (put.fileContent() != null && put.sourceFile() != null) {
            throw Errors.of(
                    FileContentAndSourceFileSpecifiedException.builder(),
                    "The commit cannot be created because both a source file and file content have been specified "
                            + "for the same file. You cannot provide both. Either specify a source file or provide "
                            + "the file content directly.");
        }
        if (put.sourceFile() != null
                && Draft.isKeepFile(Paths.file(put.sourceFile().filePath()))) {
            throw Errors.of(
                    RestrictedSourceFileException.builder(),
                    "The commit cannot be created because one of the changes specifies copying or moving a .gitkeep "
                            + "file.");
        }
        Modes.of(put.fileMode(), FileMode.REGULAR_FILE);
    }

    private static void checkMode(SetFileModeEntry entry) {
        if (entry.fileMode() == null) {
            throw Errors.of(
                    FileModeRequiredException.builder(),
                    "The commit cannot be created because no file mode has been specified. A file mode is required "
                            + "to update mode permissions for a file.");
        }
        Modes.of(entry.fileMode(), FileMode.REGULAR_FILE);
    }

    private void checkSize() {
        long total = 0;
        for (PutFileEntry put : puts) {
            SdkBytes content = put.fileContent();
            long size = content == null ? 0 : content.asByteArrayUnsafe().length;
            total += size;
            if (size > Contents.MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) {
                throw FileChanges.tooLarge();
            }
        }
    }

    private void checkPaths() {
        List<String> removed = new ArrayList<>();
        deletes.forEach(entry -> removed.add(Paths.file(entry.filePath())));
        puts.stream()
                .filter(put -> put.sourceFile() != null
                        && Boolean.TRUE.equals(put.sourceFile().isMove()))
                .forEach(put -> removed.add(Paths.file(put.sourceFile().filePath())));
        Set<String> written = new HashSet<>();
        puts.forEach(put -> unique(written, Paths.file(put.filePath())));
        Set<String> touched = new HashSet<>(written);
        removed.forEach(path -> unique(touched, path));
        modes.forEach(entry -> unique(touched, Paths.file(entry.filePath())));
        written.forEach(path -> checkFolders(written, path));
    }

    private static void unique(Set<String> paths, String path) {
        if (!paths.add(path)) {
            throw Errors.of(
                    SamePathRequestException.builder(),
                    "The commit cannot be created because one or more changes in this commit duplicate actions in "
                            + "the same file path: " + path);
        }
    }

    private static void checkFolders(Set<String> written, String path) {
        for (int cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
            if (written.contains(path.substring(0, cut))) {
                throw Errors.of(
                        PutFileEntryConflictException.builder(),
                        "The commit cannot be created because one or more files specified in the commit reference "
                                + "both a file and a folder: " + path.substring(0, cut));
            }
        }
    }

    /** Applies the entries; copies see the files as they were before. */
    String apply(Draft draft) throws IOException {
        List<Entry> sources = new ArrayList<>();
        for (PutFileEntry put : puts) {
            sources.add(
                    put.sourceFile() == null
                            ? new Entry(
                                    FileMode.REGULAR_FILE,
                                    draft.blob(put.fileContent().asByteArrayUnsafe()))
                            : draft.require(Paths.file(put.sourceFile().filePath())));
        }
        for (DeleteFileEntry delete : deletes) {
            draft.delete(Paths.file(delete.filePath()), keepEmptyFolders);
        }
        for (PutFileEntry put : puts) {
            if (put.sourceFile() != null && Boolean.TRUE.equals(put.sourceFile().isMove())) {
                draft.delete(Paths.file(put.sourceFile().filePath()), keepEmptyFolders);
            }
        }
        for (int i = 0; i < puts.size(); i++) {
            put(draft, puts.get(i), sources.get(i));
        }
        for (SetFileModeEntry entry : modes) {
            String path = Paths.file(entry.filePath());
            draft.put(
                    path,
                    Modes.of(entry.fileMode(), FileMode.REGULAR_FILE),
                    draft.require(path).id());
        }
        return "Changed " + (puts.size() + deletes.size() + modes.size()) + " files";
    }

    private static void put(Draft draft, PutFileEntry put, Entry source) {
        String path = Paths.file(put.filePath());
        FileMode mode =
                put.sourceFile() == null ? draft.get(path).map(Entry::mode).orElse(source.mode()) : source.mode();
        draft.put(path, Modes.of(put.fileMode(), mode), source.id());
    }
}
