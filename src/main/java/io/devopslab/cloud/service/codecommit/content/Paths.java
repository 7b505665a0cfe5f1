package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Names;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidPathException;
import software.amazon.awssdk.services.codecommit.model.PathRequiredException;

/** The paths of files and folders; a slash at either end means nothing. */
public final class Paths {

    private static final int MAX_LENGTH = 4096;

    private Paths() {}

    /** The path of a file. */
    public static String file(@Nullable String path) {
        String text = folder(Names.required(path, PathRequiredException::builder, "The path of a file"));
        if (text.isEmpty() || path == null || path.endsWith("/")) {
            throw invalid(String.valueOf(path));
        }
        return text;
    }

    /** The path of a folder, empty for the root. */
    public static String folder(@Nullable String path) {
        if (path == null) {
            throw Errors.of(PathRequiredException.builder(), "The folderPath for a location cannot be null or empty.");
        }
        String text = strip(path);
        if (text.length() > MAX_LENGTH) {
            throw invalid(path.substring(0, 100) + "…");
        }
        for (String part : text.isEmpty() ? new String[0] : text.split("/", -1)) {
            boolean isGit = part.toLowerCase(Locale.ROOT).equals(".git");
            if (part.isEmpty() || part.equals(".") || part.equals("..") || isGit || hasControl(part)) {
                throw invalid(path);
            }
        }
        return text;
    }

    private static boolean hasControl(String part) {
        return part.chars().anyMatch(Character::isISOControl)
                || part.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static String strip(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
        return path.substring(Math.min(start, end), end);
    }

    private static RuntimeException invalid(String path) {
        return Errors.of(InvalidPathException.builder(), "The specified path is not valid: " + path);
    }
}
