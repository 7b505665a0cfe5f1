package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.*;

/** Labels of versions; a label stands at one version of a parameter only. */
final class ParameterLabels {

    private static final int MAX_PER_VERSION = 10;
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}");

    private final ServiceContext context;
    private final ParameterTable parameters;
    private final ParameterWriter writer;

    ParameterLabels(ServiceContext context, ParameterTable parameters, ParameterWriter writer) {
        this.context = context;
        this.parameters = parameters;
        this.writer = writer;
    }

    LabelParameterVersionResponse label(LabelParameterVersionRequest request) {
        check(request.hasLabels() ? request.labels() : null);
        List<String> valid =
                request.labels().stream().filter(ParameterLabels::isValid).toList();
        List<String> invalid =
                request.labels().stream().filter(label -> !isValid(label)).toList();
        long number = context.store().write(() -> {
            StoredParameter parameter = parameters.require(request.name());
            ParameterHistory target = version(parameter, request.parameterVersion());
            List<ParameterHistory> changed = parameter.versions().stream()
                    .map(v -> v.version().equals(target.version()) ? with(v, valid) : without(v, valid))
                    .toList();
            StoredParameter labelled = parameter.withVersions(changed);
            parameters.rows().put(parameter.name(), labelled);
            writer.publish("LabelParameterVersion", labelled);
            return target.version();
        });
        return LabelParameterVersionResponse.builder()
                .invalidLabels(invalid)
                .parameterVersion(number)
                .build();
    }

    UnlabelParameterVersionResponse unlabel(UnlabelParameterVersionRequest request) {
        check(request.hasLabels() ? request.labels() : null);
        new Constraints()
                .required("parameterVersion", request.parameterVersion())
                .orThrow(SsmErrors::validation);
        List<String> removed = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        context.store().write(() -> {
            StoredParameter parameter = parameters.require(request.name());
            ParameterHistory target = version(parameter, request.parameterVersion());
            request.labels().forEach(label -> (target.labels().contains(label) ? removed : invalid).add(label));
            List<ParameterHistory> changed = parameter.versions().stream()
                    .map(v -> v.version().equals(target.version()) ? without(v, removed) : v)
                    .toList();
            parameters.rows().put(parameter.name(), parameter.withVersions(changed));
        });
        return UnlabelParameterVersionResponse.builder()
                .removedLabels(removed)
                .invalidLabels(invalid)
                .build();
    }

    private static void check(@Nullable List<String> labels) {
        new Constraints()
                .required("labels", labels)
                .size("labels", labels, 1, 10)
                .orThrow(SsmErrors::validation);
    }

    private static boolean isValid(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        return LABEL.matcher(label).matches() && !lower.startsWith("aws") && !lower.startsWith("ssm");
    }

    private static ParameterHistory version(StoredParameter parameter, @Nullable Long number) {
        Optional<ParameterHistory> version =
                number == null ? Optional.of(parameter.latest()) : parameter.version(number);
        return version.orElseThrow(() -> Errors.of(
                ParameterVersionNotFoundException.builder(),
                "ParameterVersionNotFound",
                400,
                "Systems Manager could not find version " + number + " of " + parameter.name()
                        + ". Verify the version and try again."));
    }

    private static ParameterHistory with(ParameterHistory version, List<String> labels) {
        List<String> all = new ArrayList<>(version.labels());
        labels.stream().filter(label -> !all.contains(label)).forEach(all::add);
        if (all.size() > MAX_PER_VERSION) {
            throw Errors.of(
                    ParameterVersionLabelLimitExceededException.builder(),
                    "ParameterVersionLabelLimitExceeded",
                    400,
                    "An error occurred (ParameterVersionLabelLimitExceeded) when calling the LabelParameterVersion"
                            + " operation: A parameter version can have maximum 10 labels."
                            + "Move one or more labels to another version and try again.");
        }
        return version.toBuilder().labels(all).build();
    }

    private static ParameterHistory without(ParameterHistory version, List<String> labels) {
        return version.toBuilder()
                .labels(version.labels().stream()
                        .filter(label -> !labels.contains(label))
                        .toList())
                .build();
    }
}
