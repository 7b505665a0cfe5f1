package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Scope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as a caller names it: by name, ARN or partial ARN, each with or without a version or alias (Lambda API
 * Reference, "FunctionName").
 */
record FunctionName(String name, Optional<String> qualifier) {

    static final String LATEST = "$LATEST";

    private static final Pattern FORM =
            Pattern.compile("(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?"
                    + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?");
    private static final Pattern QUALIFIER = Pattern.compile("(|[a-zA-Z0-9$_-]+)");
    private static final int LONGEST = 170;
    private static final int LONGEST_NAME = 64;

    /** Reads a name that may bring its qualifier, in {@code scope}. */
    static FunctionName of(@Nullable String text, @Nullable String qualifier, Scope scope) {
        new Constraints()
                .required("functionName", text)
                .length("functionName", text, 1, LONGEST)
                .pattern("functionName", text, FORM)
                .length("qualifier", qualifier, 1, 128)
                .pattern("qualifier", qualifier, QUALIFIER)
                .orThrow(LambdaErrors::validation);
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            throw new IllegalStateException("The constraint above is the same pattern.");
        }
        requireScope(parts.group(3), parts.group(5), scope);
        new Constraints()
                .length("functionName", parts.group(7), 1, LONGEST_NAME)
                .orThrow(LambdaErrors::validation);
        Optional<String> own = Optional.ofNullable(parts.group(9));
        if (own.isPresent() && qualifier != null && !own.get().equals(qualifier)) {
            throw LambdaErrors.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionName(parts.group(7), own.or(() -> Optional.ofNullable(qualifier)));
    }

    /** Reads a name for an operation that takes none but whole functions. */
    static FunctionName of(@Nullable String text, Scope scope) {
        return of(text, null, scope);
    }

    private static void requireScope(@Nullable String region, @Nullable String account, Scope scope) {
        if (region != null && !region.equals(scope.region() + ":")) {
            throw LambdaErrors.notFound("Functions from '" + region.substring(0, region.length() - 1)
                    + "' are not reachable in this region ('" + scope.region() + "')");
        }
        if (account != null && !account.equals(scope.account() + ":")) {
            throw LambdaErrors.accessDenied("User: arn:aws:iam::" + scope.account()
                    + ":root is not authorized to access functions of the account "
                    + account.substring(0, account.length() - 1));
        }
    }

    /** The version or alias; {@code $LATEST} when none is named. */
    String qualifierOrLatest() {
        return qualifier.orElse(LATEST);
    }

    /** The function alone. */
    FunctionName unqualified() {
        return new FunctionName(name, Optional.empty());
    }

    /**
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when a version or alias is named
     */
    FunctionName requireUnqualified() {
        if (qualifier.isPresent()) {
            throw LambdaErrors.invalid(
                    "This operation is permitted on Lambda functions only. Aliases and versions do not"
                            + " support this operation. Please specify either a function name or an unqualified function ARN.");
        }
        return this;
    }
}
