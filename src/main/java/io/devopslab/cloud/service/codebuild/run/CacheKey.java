package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of which keys of caches are made (CodeBuild User Guide, "Amazon S3 caching"). A key calls the program
 * {@code codebuild-hash-files} with globs, for the SHA-256 of all files of the source that match one.
 */
final class CacheKey {

    private static final Pattern CALL = Pattern.compile("\\$\\(\\s*codebuild-hash-files\\s+([^()$`]+)\\)");

    private CacheKey() {}

    /** The key with each such call replaced by the hash; the rest is the shell's. */
    static String hashed(String key, Path source) throws IOException {
        Matcher call = CALL.matcher(key);
        StringBuilder text = new StringBuilder();
        while (call.find()) {
            call.appendReplacement(text, hash(globs(call.group(1)), source));
        }
        return call.appendTail(text).toString();
    }

    private static List<Pattern> globs(String arguments) {
        return Arrays.stream(arguments.strip().split("\\s+", -1))
                .map(argument -> argument.replaceAll("[\"']", ""))
                .map(argument -> argument.replaceFirst("^\\./", ""))
                .map(Globs::compile)
                .toList();
    }

    private static String hash(List<Pattern> globs, Path source) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = FileChooser.slashes(source.relativize(file));
                if (attributes.isRegularFile()
                        && globs.stream().anyMatch(glob -> glob.matcher(name).matches())) {
                    files.put(name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        MessageDigest digest = sha256();
        for (Path file : files.values()) {
            // Sources may hold what no memory does.
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What tells caches of other paths apart, whatever their keys are. */
    static String version(List<String> paths) {
        byte[] hash = sha256().digest(String.join("\n", paths).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256.", e);
        }
    }
}
