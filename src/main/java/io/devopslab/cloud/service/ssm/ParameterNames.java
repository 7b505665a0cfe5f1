package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Scope;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.HierarchyLevelLimitExceededException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** How parameters are named (Systems Manager User Guide, "Requirements and constraints for parameter names"). */
final class ParameterNames {

    private static final int MAX_LEVELS = 15;
    private static final int MAX_ARN = 1011;
    private static final Pattern NAME = Pattern.compile("/?[a-zA-Z0-9_.-]+(?:/[a-zA-Z0-9_.-]+)*");

    private ParameterNames() {}

    /**
     * A parameter as it is asked for.
     *
     * @param selector a version's number or label
     */
    record Reference(String name, Optional<String> selector) {}

    static String arn(Scope scope, String name) {
        return Arns.of("ssm", scope, "parameter" + (name.startsWith("/") ? name : "/" + name));
    }

    /** The name of a parameter that is to be put. */
    static String check(Scope scope, @Nullable String givenName) {
        new Constraints()
                .required("name", givenName)
                .length("name", givenName, 1, 2048)
                .orThrow(SsmErrors::validation);
        String name = Objects.requireNonNull(givenName);
        checkReserved(name);
        if (!name.startsWith("/") && name.contains("/")) {
            throw SsmErrors.validation("Parameter name must be a fully qualified name.");
        }
        if (!NAME.matcher(name).matches()) {
            throw SsmErrors.validation(rules());
        }
        if (name.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
            throw Errors.of(
                    HierarchyLevelLimitExceededException.builder(),
                    "HierarchyLevelLimitExceededException",
                    400,
                    "Hierarchy depth is too deep: a parameter name hierarchy can have a maximum of " + MAX_LEVELS
                            + " levels.");
        }
        if (arn(scope, name).length() > MAX_ARN) {
            throw SsmErrors.validation(
                    "The parameter name is too long: with its ARN it has more than " + MAX_ARN + " characters.");
        }
        return name;
    }

    private static void checkReserved(String name) {
        String plain = (name.startsWith("/") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
        if (name.startsWith("/") && plain.startsWith("aws")) {
            throw Errors.of(
                    SsmException.builder(),
                    "AccessDeniedException",
                    400,
                    "No access to reserved parameter name: " + name.substring(1) + ".");
        }
        if (plain.startsWith("aws") || plain.startsWith("ssm")) {
            throw SsmErrors.validation(
                    name.startsWith("/")
                            ? rules()
                            : "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
    }

    private static String rules() {
        return "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist"
                + " of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and"
                + " the following 3 symbols .-_";
    }

    /** A name or an ARN, with a version's number or label behind a colon or without. */
    static Reference reference(@Nullable String text) {
        new Constraints().required("name", text).length("name", text, 1, 2048).orThrow(SsmErrors::validation);
        String given = Objects.requireNonNull(text);
        boolean isArn = given.startsWith("arn:");
        String plain = isArn ? Arns.resource(given).replaceFirst("^parameter", "") : given;
        int colon = plain.indexOf(':');
        String name = colon < 0 ? plain : plain.substring(0, colon);
        Optional<String> selector = colon < 0 ? Optional.empty() : Optional.of(plain.substring(colon + 1));
        return new Reference(name, selector);
    }

    /** An ARN has a slash before each name, also before one that has none itself. */
    static boolean isArn(@Nullable String text) {
        return text != null && text.startsWith("arn:");
    }
}
