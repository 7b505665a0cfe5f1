package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.git.GitSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** The bare git repositories on disk, one directory each, and the open handles on them. Thread-safe. */
public final class GitDirectories implements AutoCloseable {

    private static final String SUFFIX = ".git";

    private final Path directory;
    private final Map<String, Repository> open = new ConcurrentHashMap<>();

    public GitDirectories(Path directory) {
        this.directory = directory;
    }

    /** Makes an empty repository whose first branch will be {@code main} unless another one comes first. */
    public void create(String id) {
        GitSettings.forCloud();
        try (Repository repository = builder(id).setInitialBranch("main").build()) {
            Files.createDirectories(directory);
            repository.create(true);
            repository.getConfig().setInt("gc", null, "auto", 0);
            repository.getConfig().setBoolean("core", null, "logallrefupdates", false);
            repository.getConfig().save();
        } catch (IOException | org.eclipse.jgit.api.errors.InvalidRefNameException e) {
            throw new UncheckedIOException(
                    "The repository's directory " + path(id) + " cannot be made.",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** The repository of that identifier, which the caller closes; empty when it has just been deleted. */
    public Optional<Repository> open(String id) {
        Optional<Repository> repository = Optional.ofNullable(open.computeIfAbsent(id, this::load));
        repository.ifPresent(Repository::incrementOpen);
        return repository;
    }

    private @Nullable Repository load(String id) {
        GitSettings.forCloud();
        try {
            return builder(id).setMustExist(true).build();
        } catch (RepositoryNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("The repository's directory " + path(id) + " cannot be opened.", e);
        }
    }

    private FileRepositoryBuilder builder(String id) {
        return new FileRepositoryBuilder().setBare().setGitDir(path(id).toFile());
    }

    private Path path(String id) {
        return directory.resolve(id + SUFFIX);
    }

    public void delete(String id) {
        Repository repository = open.remove(id);
        if (repository != null) {
            repository.close();
        }
        deleteTree(path(id));
    }

    /** After a kill: deletes what belongs to no repository, and the locks that nobody holds any more. */
    public void tidy(Set<String> known) {
        for (Path each : children()) {
            String name = each.getFileName().toString();
            if (known.contains(name.substring(0, Math.max(0, name.length() - SUFFIX.length())))) {
                deleteLocks(each);
            } else {
                deleteTree(each);
            }
        }
    }

    private List<Path> children() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " cannot be read.", e);
        }
    }

    /** References and the configuration are locked by files beside them; objects are not. */
    private static void deleteLocks(Path repository) {
        for (Path part : List.of(repository, repository.resolve(Constants.R_REFS))) {
            int depth = part.equals(repository) ? 1 : Integer.MAX_VALUE;
            try (Stream<Path> files = Files.walk(part, depth)) {
                for (Path lock :
                        files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                    Files.delete(lock);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The locks in " + repository + " cannot be deleted.", e);
            }
        }
    }

    private static void deleteTree(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            return; // somebody was faster
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + tree + " cannot be deleted.", e);
        }
    }

    @Override
    public void close() {
        open.values().forEach(Repository::close);
        open.clear();
    }
}
