package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Constraints;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names and paths (IAM User Guide, "IAM and AWS STS quotas", and each operation's reference). */
final class IamNames {

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[!-~]+/");

    private IamNames() {}

    /**
     * A name that must be there.
     *
     * @param member the request's member, for example {@code roleName}
     * @param max the longest allowed, in characters
     */
    static String check(String member, @Nullable String name, int max) {
        Constraints.withoutValues()
                .required(member, name)
                .length(member, name, 1, max)
                .orThrow(IamErrors::validation);
        if (name == null || !NAME.matcher(name).matches()) {
            throw IamErrors.validation("The specified value for " + member
                    + " is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
        }
        return name;
    }

    /** A path; absent it is {@code /}. */
    static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        Constraints.withoutValues().length("path", path, 1, 512).orThrow(IamErrors::validation);
        if (!PATH.matcher(path).matches()) {
            throw IamErrors.validation("The specified value for path is invalid. It must begin and end with / and"
                    + " contain only alphanumeric characters and/or / characters.");
        }
        return path;
    }

    /** Names are unique without regard to case: rows are kept by this. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
