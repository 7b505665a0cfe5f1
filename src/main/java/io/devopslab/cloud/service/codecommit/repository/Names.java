package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.BranchNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidBranchNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryDescriptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryNameException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameRequiredException;

/** The names that CodeCommit takes (CodeCommit User Guide, "Quotas in AWS CodeCommit"). */
public final class Names {

    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]{1,100}");
    private static final int MAX_BRANCH = 256;
    private static final int MAX_DESCRIPTION = 1000;

    private Names() {}

    /** The text, or the error that says that it is required. */
    public static String required(
            @Nullable String text, Supplier<? extends AwsServiceException.Builder> error, String what) {
        if (text == null || text.isEmpty()) {
            throw Errors.of(error.get(), what + " is required, but was not specified.");
        }
        return text;
    }

    public static String repository(@Nullable String name) {
        String text = required(name, RepositoryNameRequiredException::builder, "A repository name");
        if (!REPOSITORY.matcher(text).matches() || text.endsWith(".git")) {
            throw Errors.of(
                    InvalidRepositoryNameException.builder(),
                    "The repository name is not valid. Repository names can be any valid combination of letters, "
                            + "numbers, periods, underscores, and dashes between 1 and 100 characters in length. "
                            + "Names are case sensitive. For more information, see Limits in the AWS CodeCommit "
                            + "User Guide. ");
        }
        return text;
    }

    public static String description(String text) {
        if (text.length() > MAX_DESCRIPTION) {
            throw Errors.of(
                    InvalidRepositoryDescriptionException.builder(),
                    "The specified repository description is not valid. Descriptions can be up to 1,000 characters.");
        }
        return text;
    }

    /** A branch is a file here, and not every file system takes every name. */
    private static boolean isFileName(String text) {
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The name of a branch without {@code refs/heads/}. */
    public static String branch(@Nullable String name) {
        String text = required(name, BranchNameRequiredException::builder, "A branch name");
        if (text.length() > MAX_BRANCH
                || !Repository.isValidRefName(Constants.R_HEADS + text)
                || text.startsWith("-")
                || !isFileName(text)) {
            throw Errors.of(InvalidBranchNameException.builder(), "The specified reference name is not valid: " + text);
        }
        return text;
    }
}
