package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** The parameters, found by all the ways in which a request may name them. */
final class ParameterTable {

    private final Table<StoredParameter> parameters;

    ParameterTable(Table<StoredParameter> parameters) {
        this.parameters = parameters;
    }

    Table<StoredParameter> rows() {
        return parameters;
    }

    /** The parameter of a name or ARN, without regard to a selector. */
    Optional<StoredParameter> find(@Nullable String nameOrArn) {
        String name = ParameterNames.reference(nameOrArn).name();
        Optional<StoredParameter> found = parameters.get(name);
        if (found.isEmpty() && !name.isEmpty() && ParameterNames.isArn(nameOrArn)) {
            return parameters.get(name.substring(1));
        }
        return found;
    }

    StoredParameter require(@Nullable String nameOrArn) {
        return find(nameOrArn).orElseThrow(SsmErrors::notFound);
    }

    /** The version that a request asks for: by number, by label, or the latest. */
    ParameterHistory version(StoredParameter parameter, @Nullable String nameOrArn) {
        Optional<String> selector = ParameterNames.reference(nameOrArn).selector();
        if (selector.isEmpty()) {
            return parameter.latest();
        }
        String text = selector.get();
        Optional<ParameterHistory> version =
                text.matches("\\d{1,18}") ? parameter.version(Long.parseLong(text)) : parameter.labelled(text);
        return version.orElseThrow(() -> Errors.of(
                ParameterVersionNotFoundException.builder(),
                "ParameterVersionNotFound",
                400,
                text.matches("\\d+")
                        ? "Systems Manager could not find version " + text + " of " + parameter.name()
                                + ". Verify the version and try again."
                        : "Systems Manager could not find version label " + text + " of " + parameter.name()
                                + ". Verify the version label and try again."));
    }
}
