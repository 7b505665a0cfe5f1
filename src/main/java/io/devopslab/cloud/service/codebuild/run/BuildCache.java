package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.codebuild.model.CacheMode;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What a build leaves to the next one of its project: the files of the buildspec's cache paths, in an archive beside
 * the cloud's files or in a bucket. Paths under {@code /root}, which is the home on AWS, mean the build's own home.
 */
public final class BuildCache {

    private static final Logger LOG = LoggerFactory.getLogger(BuildCache.class);

    private final BuildJob job;
    private final Workspace workspace;
    private final ServiceRole role;
    private final BuildLog log;
    private final Buildspec.Cache wanted;
    private final ArtifactUpload.Expander expander;
    private @Nullable String expanded;

    BuildCache(
            BuildJob job,
            Workspace workspace,
            ServiceRole role,
            BuildLog log,
            Buildspec.Cache wanted,
            ArtifactUpload.Expander expander) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
        this.log = log;
        this.wanted = wanted;
        this.expander = expander;
    }

    /** Where the archive of a project lies. */
    public static Path local(Path files, String project) {
        return files.resolve("cache").resolve(project + ".zip");
    }

    private Path local() {
        return local(job.context().files(), job.project().name());
    }

    private boolean isLocal() {
        ProjectCache cache = job.project().cache();
        return cache != null && cache.type() == CacheType.LOCAL && cache.modes().contains(CacheMode.LOCAL_CUSTOM_CACHE);
    }

    private boolean isRemote() {
        ProjectCache cache = job.project().cache();
        return cache != null && cache.type() == CacheType.S3 && cache.location() != null;
    }

    private String bucket() {
        return job.project().cache().location().replaceFirst("/.*$", "");
    }

    private String prefix() {
        String location = job.project().cache().location();
        return location.contains("/") ? location.replaceFirst("^[^/]*/", "").replaceFirst("/$", "") + "/" : "";
    }

    /** The archive's name in the bucket: one for each key and choice of paths, if there are keys. */
    private String key() throws IOException, InterruptedException {
        if (wanted.key().isEmpty()) {
            return prefix() + generation() + ".zip";
        }
        if (expanded == null) {
            expanded = expand(wanted.key().get());
        }
        return keys() + expanded + ".zip";
    }

    /** The beginning of the names of all archives with keys. Projects of one namespace share them. */
    private String keys() throws IOException {
        String namespace = job.project().cache().cacheNamespace();
        String owner = namespace == null || namespace.isEmpty() ? generation() : namespace;
        return prefix() + owner + "/" + CacheKey.version(wanted.paths()) + "/";
    }

    private String expand(String text) throws IOException, InterruptedException {
        return expander.expand(CacheKey.hashed(text, workspace.source()));
    }

    /** The project's name until its cache is reset, and something else each time that it is. */
    private String generation() throws IOException {
        Path file = generation(job.context().files(), job.project().name());
        return Files.exists(file) ? Files.readString(file) : job.project().name();
    }

    /** Where it is kept what the archives of a project in a bucket are called, once its cache was reset. */
    public static Path generation(Path files, String project) {
        return files.resolve("cache").resolve(project + ".generation");
    }

    /** The archive of the key, or else the newest of the first fallback key that any has. */
    private String found() throws IOException, InterruptedException {
        String exact = key();
        if (wanted.fallbackKeys().isEmpty() || exists(exact)) {
            return exact;
        }
        for (String fallback : wanted.fallbackKeys()) {
            String start = keys() + expand(fallback);
            Optional<S3Object> newest = job
                    .clients()
                    .s3()
                    .get()
                    .listObjectsV2Paginator(
                            r -> r.bucket(bucket()).prefix(start).overrideConfiguration(role.signature()))
                    .contents()
                    .stream()
                    .max(Comparator.comparing(S3Object::lastModified));
            if (newest.isPresent()) {
                return newest.get().key();
            }
        }
        return exact;
    }

    private boolean exists(String key) {
        try {
            job.clients().s3().get().headObject(r -> r.bucket(bucket())
                    .key(key)
                    .overrideConfiguration(role.signature()));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    /** Puts back what the last build left. A cache that is missing or broken is no reason to fail. */
    void restore() throws InterruptedException {
        if (wanted.paths().isEmpty()) {
            log.container("Cache is not defined in the buildspec");
            log.container("Skip cache due to: no paths specified to be cached");
            return;
        }
        if (!wanted.restores()) {
            log.container("The cache is not restored: its action is save");
            return;
        }
        Path archive = workspace.staging().resolve("cache.zip");
        try {
            if (isRemote()) {
                String key = found();
                job.clients()
                        .s3()
                        .get()
                        .getObject(
                                r -> r.bucket(bucket()).key(key).overrideConfiguration(role.signature()),
                                ResponseTransformer.toFile(archive));
            } else if (isLocal() && Files.exists(local())) {
                Files.copy(local(), archive, StandardCopyOption.REPLACE_EXISTING);
            }
            if (Files.exists(archive)) {
                Path unpacked = workspace.staging().resolve("cache");
                Archives.unpack(archive, unpacked);
                place(unpacked.resolve("src"), workspace.source());
                place(unpacked.resolve("home"), workspace.home());
                log.container("Cache restored");
            }
        } catch (SdkException e) {
            log.container("Unable to download cache: " + SdkErrors.describe(e));
        } catch (IOException e) {
            log.container("Unable to download cache: " + e.getMessage());
        }
    }

    /** Moves what was unpacked to its place, and leaves alone what is there already. */
    private static void place(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    Files.move(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Keeps the files of the paths for the next build. A cache with a key is made once, and never changes. */
    void save() throws InterruptedException {
        List<String> paths = wanted.paths();
        if (paths.isEmpty() || !wanted.saves() || (!isLocal() && !isRemote())) {
            return;
        }
        Path archive = workspace.staging().resolve("cache-out.zip");
        try {
            if (isRemote() && wanted.key().isPresent() && exists(key())) {
                log.container("The cache is not saved: there is one with the key " + expanded);
                return;
            }
            Map<String, Path> files = new TreeMap<>();
            for (String path : paths) {
                log.container("Expanding cache path " + path);
                collect(path, files);
            }
            Archives.pack(files, archive);
            if (isRemote()) {
                String key = key();
                job.clients()
                        .s3()
                        .get()
                        .putObject(
                                r -> r.bucket(bucket()).key(key).overrideConfiguration(role.signature()),
                                RequestBody.fromFile(archive));
            } else {
                Files.createDirectories(local().getParent());
                Files.move(archive, local(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (SdkException | IOException e) {
            LOG.debug(
                    "The cache of the project {} cannot be kept.", job.project().name(), e);
            log.container("Unable to upload cache: " + e.getMessage());
        }
    }

    private void collect(String path, Map<String, Path> files) throws IOException {
        boolean isHome = path.startsWith("/root/") || path.startsWith("~/") || path.startsWith("$HOME/");
        Path base = isHome ? workspace.home() : workspace.source();
        String pattern = isHome ? path.substring(path.indexOf('/', 1) + 1) : path.replaceFirst("^\\./", "");
        Pattern compiled = Globs.compile(pattern.endsWith("/") ? pattern + "**/*" : pattern);
        Pattern below = Globs.compile(pattern.replaceFirst("/$", "") + "/**/*");
        Files.walkFileTree(base, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = FileChooser.slashes(base.relativize(file));
                boolean chosen =
                        compiled.matcher(name).matches() || below.matcher(name).matches();
                if (chosen && attributes.isRegularFile()) {
                    files.put((isHome ? "home/" : "src/") + name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
