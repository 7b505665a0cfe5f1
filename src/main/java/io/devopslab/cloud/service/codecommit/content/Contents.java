package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.BlobIdDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.BlobIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.File;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FileTooLargeException;
import software.amazon.awssdk.services.codecommit.model.Folder;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.GetBlobRequest;
import software.amazon.awssdk.services.codecommit.model.GetFileRequest;
import software.amazon.awssdk.services.codecommit.model.GetFileResponse;
import software.amazon.awssdk.services.codecommit.model.GetFolderRequest;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidBlobIdException;
import software.amazon.awssdk.services.codecommit.model.SubModule;
import software.amazon.awssdk.services.codecommit.model.SymbolicLink;

/** Reads files, folders and blobs. */
public final class Contents {

    /** What the API gives or takes at most; git has no such limit. */
    public static final int MAX_FILE_BYTES = 6 << 20;

    private final OpenRepositories repositories;

    public Contents(OpenRepositories repositories) {
        this.repositories = repositories;
    }

    public GetFileResponse file(GetFileRequest request) {
        String path = Paths.file(request.filePath());
        return repositories.read(request.repositoryName(), opened -> {
            RevCommit commit = Revisions.resolveOrHead(opened.git(), request.commitSpecifier());
            try (TreeWalk walk = TreeWalk.forPath(opened.git(), path, commit.getTree())) {
                if (walk == null || walk.isSubtree() || FileMode.GITLINK.equals(walk.getFileMode())) {
                    throw fileDoesNotExist(path);
                }
                ObjectLoader blob = opened.git().open(walk.getObjectId(0), Constants.OBJ_BLOB);
                return GetFileResponse.builder()
                        .commitId(commit.name())
                        .blobId(walk.getObjectId(0).name())
                        .filePath(path)
                        .fileMode(Modes.word(walk.getFileMode()))
                        .fileSize(blob.getSize())
                        .fileContent(content(blob))
                        .build();
            }
        });
    }

    public static RuntimeException fileDoesNotExist(String path) {
        return Errors.of(
                FileDoesNotExistException.builder(),
                "The specified file does not exist: " + path
                        + ". Verify that you have used the correct file name, full path, and extension.");
    }

    private static SdkBytes content(ObjectLoader blob) throws IOException {
        if (blob.getSize() > MAX_FILE_BYTES) {
            throw Errors.of(
                    FileTooLargeException.builder(),
                    "The specified file exceeds the file size limit for AWS CodeCommit. For more information about "
                            + "limits in AWS CodeCommit, see AWS CodeCommit User Guide.");
        }
        return SdkBytes.fromByteArrayUnsafe(blob.getCachedBytes(MAX_FILE_BYTES));
    }

    public SdkBytes blob(GetBlobRequest request) {
        return repositories.read(request.repositoryName(), opened -> {
            String id = blobId(request.blobId());
            try {
                return content(opened.git().open(ObjectId.fromString(id), Constants.OBJ_BLOB));
            } catch (MissingObjectException | IncorrectObjectTypeException e) {
                throw Errors.of(BlobIdDoesNotExistException.builder(), "The specified blob does not exist: " + id);
            }
        });
    }

    private static String blobId(@Nullable String id) {
        String text = Names.required(id, BlobIdRequiredException::builder, "A blob ID");
        if (!Revisions.isId(text)) {
            throw Errors.of(InvalidBlobIdException.builder(), "The specified blob is not valid: " + text);
        }
        return text;
    }

    public GetFolderResponse folder(GetFolderRequest request) {
        String path = Paths.folder(request.folderPath());
        return repositories.read(request.repositoryName(), opened -> {
            RevCommit commit = Revisions.resolveOrHead(opened.git(), request.commitSpecifier());
            ObjectId tree = tree(opened.git(), commit, path);
            FolderListing listing = new FolderListing(path);
            try (TreeWalk walk = new TreeWalk(opened.git())) {
                walk.addTree(tree);
                while (walk.next()) {
                    listing.add(walk);
                }
            }
            return listing.response(commit, tree);
        });
    }

    private static ObjectId tree(Repository git, RevCommit commit, String path) throws IOException {
        if (path.isEmpty()) {
            return commit.getTree();
        }
        try (TreeWalk walk = TreeWalk.forPath(git, path, commit.getTree())) {
            if (walk == null || !walk.isSubtree()) {
                throw Errors.of(
                        FolderDoesNotExistException.builder(),
                        "The specified folder does not exist: " + path + ". Either the folder name is not correct, "
                                + "or you did not enter the full path to the folder.");
            }
            return walk.getObjectId(0);
        }
    }

    /** The entries of a folder, by kind. */
    private static final class FolderListing {
        private final String path;
        private final List<Folder> folders = new ArrayList<>();
        private final List<File> files = new ArrayList<>();
        private final List<SymbolicLink> links = new ArrayList<>();
        private final List<SubModule> modules = new ArrayList<>();

        FolderListing(String path) {
            this.path = path;
        }

        void add(TreeWalk entry) {
            String name = entry.getNameString();
            String whole = path.isEmpty() ? name : path + "/" + name;
            String id = entry.getObjectId(0).name();
            switch (entry.getRawMode(0) & FileMode.TYPE_MASK) {
                case FileMode.TYPE_TREE ->
                    folders.add(Folder.builder()
                            .treeId(id)
                            .absolutePath(whole)
                            .relativePath(name)
                            .build());
                case FileMode.TYPE_SYMLINK ->
                    links.add(SymbolicLink.builder()
                            .blobId(id)
                            .absolutePath(whole)
                            .relativePath(name)
                            .fileMode(Modes.word(entry.getFileMode()))
                            .build());
                case FileMode.TYPE_GITLINK ->
                    modules.add(SubModule.builder()
                            .commitId(id)
                            .absolutePath(whole)
                            .relativePath(name)
                            .build());
                default ->
                    files.add(File.builder()
                            .blobId(id)
                            .absolutePath(whole)
                            .relativePath(name)
                            .fileMode(Modes.word(entry.getFileMode()))
                            .build());
            }
        }

        GetFolderResponse response(RevCommit commit, ObjectId tree) {
            return GetFolderResponse.builder()
                    .commitId(commit.name())
                    .folderPath(path)
                    .treeId(tree.name())
                    .subFolders(folders)
                    .files(files)
                    .symbolicLinks(links)
                    .subModules(modules)
                    .build();
        }
    }
}
