package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Errors;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The tree that names with slashes make. */
final class ParameterPaths {

    private static final Pattern PATH = Pattern.compile("/(?:[a-zA-Z0-9_.-]+/?)*");

    private ParameterPaths() {}

    /** A path as a request gives it, with a slash at its end. */
    static String check(String path) {
        if (!PATH.matcher(path).matches() || path.contains("//")) {
            throw Errors.of(
                    SsmException.builder(),
                    "ValidationException",
                    400,
                    "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a"
                            + " forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must"
                            + " use only letters, numbers, or the following symbols: . (period), - (hyphen), _"
                            + " (underscore). Special characters are not allowed. All sub-paths, if specified, must use"
                            + " the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.");
        }
        return path.endsWith("/") ? path : path + "/";
    }

    /**
     * Whether a parameter lies directly below the path, or, when {@code recursive}, anywhere below it.
     *
     * @param path with a slash at its end
     */
    static boolean isBelow(String name, String path, boolean recursive) {
        String absolute = name.startsWith("/") ? name : "/" + name;
        return absolute.startsWith(path)
                && absolute.length() > path.length()
                && (recursive || absolute.indexOf('/', path.length()) < 0);
    }
}
