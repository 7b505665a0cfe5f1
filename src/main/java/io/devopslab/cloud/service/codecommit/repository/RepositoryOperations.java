package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.repository.Pages.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesError;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesErrorCodeEnum;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchGetRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.EncryptionKeyNotFoundException;
import software.amazon.awssdk.services.codecommit.model.InvalidOrderException;
import software.amazon.awssdk.services.codecommit.model.InvalidSortByException;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.MaximumRepositoryNamesExceededException;
import software.amazon.awssdk.services.codecommit.model.OrderEnum;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameIdPair;
import software.amazon.awssdk.services.codecommit.model.RepositoryNamesRequiredException;
import software.amazon.awssdk.services.codecommit.model.SortByEnum;

/** Makes, lists, changes and deletes repositories. */
public final class RepositoryOperations {

    private static final Pages PAGES = new Pages("repositories");
    private static final int PAGE = 1000;
    private static final int MAX_BATCH = 100;

    private final ServiceContext context;
    private final RepositoryCatalog catalog;
    private final GitDirectories directories;
    private final References references;

    public RepositoryOperations(
            ServiceContext context, RepositoryCatalog catalog, GitDirectories directories, References references) {
        this.context = context;
        this.catalog = catalog;
        this.directories = directories;
        this.references = references;
    }

    public RepositoryMetadata create(CreateRepositoryRequest request) {
        String name = Names.repository(request.repositoryName());
        Optional<String> description =
                Optional.ofNullable(request.repositoryDescription()).map(Names::description);
        requireDefaultKey(Optional.ofNullable(request.kmsKeyId()));
        Tags.validate(request.tags(), request);
        if (catalog.find(name).isPresent()) {
            throw Faults.repositoryNameExists(name);
        }
        StoredRepository row = catalog.fresh(name, description, request.tags());
        directories.create(row.id());
        try {
            catalog.add(row);
        } catch (RuntimeException e) {
            directories.delete(row.id());
            throw e;
        }
        return metadata(row);
    }

    /** There is no key service here: the key that AWS itself manages is the only one. */
    private static void requireDefaultKey(Optional<String> key) {
        if (key.filter(id -> !id.isEmpty() && !id.endsWith("alias/aws/codecommit"))
                .isPresent()) {
            throw Errors.of(EncryptionKeyNotFoundException.builder(), "No encryption key was found: " + key.get());
        }
    }

    public RepositoryMetadata get(String name) {
        return metadata(catalog.get(name));
    }

    public BatchGetRepositoriesResponse batchGet(BatchGetRepositoriesRequest request) {
        if (request.repositoryNames().isEmpty()) {
            throw Errors.of(
                    RepositoryNamesRequiredException.builder(),
                    "At least one repository name object is required, but was not specified.");
        }
        if (request.repositoryNames().size() > MAX_BATCH) {
            throw Errors.of(
                    MaximumRepositoryNamesExceededException.builder(),
                    "The maximum number of allowed repository names was exceeded. Currently, this number is 100.");
        }
        List<RepositoryMetadata> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<BatchGetRepositoriesError> errors = new ArrayList<>();
        for (String name : request.repositoryNames()) {
            catalog.find(Names.repository(name)).ifPresentOrElse(row -> found.add(metadata(row)), () -> {
                missing.add(name);
                errors.add(BatchGetRepositoriesError.builder()
                        .repositoryName(name)
                        .errorCode(BatchGetRepositoriesErrorCodeEnum.REPOSITORY_DOES_NOT_EXIST_EXCEPTION)
                        .errorMessage(name + " does not exist")
                        .build());
            });
        }
        return BatchGetRepositoriesResponse.builder()
                .repositories(found)
                .repositoriesNotFound(missing)
                .errors(errors)
                .build();
    }

    public ListRepositoriesResponse list(ListRepositoriesRequest request) {
        if (request.sortBy() == SortByEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(InvalidSortByException.builder(), "The specified sort by value is not valid.");
        }
        if (request.order() == OrderEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(InvalidOrderException.builder(), "The specified sort order is not valid.");
        }
        List<StoredRepository> rows = new ArrayList<>(catalog.all());
        if (request.sortBy() == SortByEnum.LAST_MODIFIED_DATE) {
            rows.sort(Comparator.comparing(StoredRepository::lastModified));
        }
        if (request.order() == OrderEnum.DESCENDING) {
            Collections.reverse(rows);
        }
        Page<StoredRepository> page = PAGES.cut(rows, StoredRepository::id, request.nextToken(), PAGE);
        return ListRepositoriesResponse.builder()
                .repositories(page.items().stream()
                        .map(row -> RepositoryNameIdPair.builder()
                                .repositoryName(row.name())
                                .repositoryId(row.id())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    /** Deletes the repository and answers its identifier, empty when there was none. */
    public Optional<String> delete(String name) {
        Optional<StoredRepository> row = catalog.remove(Names.repository(name));
        row.ifPresent(gone -> {
            references.forget(gone.id());
            directories.delete(gone.id());
        });
        return row.map(StoredRepository::id);
    }

    public void describe(String name, Optional<String> description) {
        description.ifPresent(Names::description);
        StoredRepository row = catalog.get(name);
        catalog.change(
                row.name(),
                old -> old.described(
                        description.filter(text -> !text.isEmpty()),
                        context.time().instant()));
    }

    public void rename(String oldName, String newName) {
        StoredRepository row = catalog.get(oldName);
        String name = Names.repository(newName);
        if (catalog.find(name).isPresent()) {
            throw Faults.repositoryNameExists(name);
        }
        catalog.rename(row.name(), name);
    }

    private RepositoryMetadata metadata(StoredRepository row) {
        return RepositoryMetadata.builder()
                .accountId(context.scope().account())
                .repositoryId(row.id())
                .repositoryName(row.name())
                .repositoryDescription(row.description().orElse(null))
                .defaultBranch(defaultBranch(row).orElse(null))
                .lastModifiedDate(row.lastModified())
                .creationDate(row.created())
                .cloneUrlHttp(context.endpoint() + "/git/" + context.scope().region() + "/v1/repos/" + row.name())
                .cloneUrlSsh(
                        "ssh://git-codecommit." + context.scope().region() + ".amazonaws.com/v1/repos/" + row.name())
                .arn(catalog.arn(row))
                .build();
    }

    private Optional<String> defaultBranch(StoredRepository row) {
        Optional<Repository> git = directories.open(row.id());
        if (git.isEmpty()) {
            return Optional.empty();
        }
        try (Repository open = git.get()) {
            return Branches.defaultBranch(open);
        }
    }
}
