package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.codebuild.model.CacheMode;
import software.amazon.awssdk.services.codebuild.model.CacheType;
import software.amazon.awssdk.services.codebuild.model.ProjectCache;

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

    BuildCache(BuildJob job, Workspace workspace, ServiceRole role, BuildLog log) {
        this.job = job;
        this.workspace = workspace;
        this.role = role;
        this.log = log;
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

    private String key() {
        String location = job.project().cache().location();
        String prefix =
                location.contains("/") ? location.replaceFirst("^[^/]*/", "").replaceFirst("/$", "") + "/" : "";
        return prefix + job.project().name() + ".zip";
    }

    /** Puts back what the last build left. A cache that is missing or broken is no reason to fail. */
    void restore(List<String> paths) {
        if (paths.isEmpty()) {
            log.container("Cache is not defined in the buildspec");
            log.container("Skip cache due to: no paths specified to be cached");
            return;
        }
        Path archive = workspace.staging().resolve("cache.zip");
        try {
            if (isRemote()) {
                job.clients()
                        .s3()
                        .get()
                        .getObject(
                                r -> r.bucket(bucket()).key(key()).overrideConfiguration(role.signature()),
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

    /** Keeps the files of the paths for the next build. */
    void save(List<String> paths) {
        if (paths.isEmpty() || (!isLocal() && !isRemote())) {
            return;
        }
        Path archive = workspace.staging().resolve("cache-out.zip");
        try {
            Map<String, Path> files = new TreeMap<>();
            for (String path : paths) {
                log.container("Expanding cache path " + path);
                collect(path, files);
            }
            Archives.pack(files, archive);
            if (isRemote()) {
                job.clients()
                        .s3()
                        .get()
                        .putObject(
                                r -> r.bucket(bucket()).key(key()).overrideConfiguration(role.signature()),
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
