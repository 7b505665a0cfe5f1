package io.devopslab.cloud.service.codecommit.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.runtime.git.GitCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Opens the repositories that requests name, and closes them again. */
public final class OpenRepositories {

    private final RepositoryCatalog catalog;
    private final GitDirectories directories;
    private final References references;

    public OpenRepositories(RepositoryCatalog catalog, GitDirectories directories, References references) {
        this.catalog = catalog;
        this.directories = directories;
        this.references = references;
    }

    /** A repository while a request works on it. */
    public record Opened(StoredRepository row, Repository git) {}

    /** Work on a repository. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Opened repository) throws IOException;
    }

    /** Does something with the repository of that name, which is checked first. */
    public <T> T read(@Nullable String name, Work<T> work) {
        StoredRepository row = catalog.get(name);
        Repository git = directories.open(row.id()).orElseThrow(() -> Faults.repositoryDoesNotExist(row.name()));
        try (git) {
            return work.on(new Opened(row, git));
        } catch (IOException e) {
            throw new UncheckedIOException("The repository " + row.name() + " cannot be read.", e);
        }
    }

    /** Does something that moves references, alone; what moved is announced. */
    public <T> T change(@Nullable String name, GitCaller caller, Work<T> work) {
        return change(name, caller, JsonNodeFactory.instance.objectNode(), work);
    }

    /**
     * Does something that moves references, alone; what moved is announced.
     *
     * @param details is added to the announcement; the work may fill it
     */
    public <T> T change(@Nullable String name, GitCaller caller, ObjectNode details, Work<T> work) {
        return read(
                name,
                opened -> references.change(opened.row(), opened.git(), caller, details, () -> {
                    try {
                        return work.on(opened);
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                "The repository " + opened.row().name() + " cannot be written.", e);
                    }
                }));
    }
}
