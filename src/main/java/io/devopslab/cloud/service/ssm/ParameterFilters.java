package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Errors;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.*;

/** {@code ParameterFilters} of DescribeParameters and GetParametersByPath, and the older {@code Filters}. */
final class ParameterFilters implements Predicate<StoredParameter> {

    private static final Set<String> KEYS = Set.of("Name", "Type", "KeyId", "Path", "Label", "Tier", "DataType");
    private static final Set<String> KEYS_OF_PATHS = Set.of("Type", "KeyId", "Label");

    private final List<ParameterStringFilter> filters;

    private ParameterFilters(List<ParameterStringFilter> filters) {
        this.filters = filters;
    }

    static ParameterFilters of(List<ParametersFilter> older, List<ParameterStringFilter> filters) {
        if (!older.isEmpty() && !filters.isEmpty()) {
            throw SsmErrors.validation("You can use either Filters or ParameterFilters in a single request.");
        }
        List<ParameterStringFilter> all = older.isEmpty()
                ? filters
                : older.stream()
                        .map(f -> ParameterStringFilter.builder()
                                .key(f.keyAsString())
                                .option(f.key() == ParametersFilterKey.NAME ? "BeginsWith" : "Equals")
                                .values(f.values())
                                .build())
                        .toList();
        return checked(all, KEYS);
    }

    static ParameterFilters ofPath(List<ParameterStringFilter> filters) {
        return checked(filters, KEYS_OF_PATHS);
    }

    private static ParameterFilters checked(List<ParameterStringFilter> filters, Set<String> keys) {
        Set<String> seen = new HashSet<>();
        for (ParameterStringFilter filter : filters) {
            String key = filter.key() == null ? "" : filter.key();
            if (!keys.contains(key) && !(keys == KEYS && key.startsWith("tag:"))) {
                throw Errors.of(
                        InvalidFilterKeyException.builder(),
                        "InvalidFilterKey",
                        400,
                        "The following filter key is not valid: " + key + ". Valid filter keys include: "
                                + keys.stream().sorted().toList() + ".");
            }
            if (!seen.add(key)) {
                throw SsmErrors.validation("The following filter is duplicated in the request: " + key
                        + ". A request can contain only" + " one instance of a specific filter.");
            }
            checkOption(filter, key);
        }
        return new ParameterFilters(filters);
    }

    private static void checkOption(ParameterStringFilter filter, String key) {
        Set<String> options =
                switch (key) {
                    case "Path" -> Set.of("Recursive", "OneLevel");
                    case "Name" -> Set.of("Equals", "BeginsWith", "Contains");
                    default -> Set.of("Equals", "BeginsWith");
                };
        if (filter.option() != null && !options.contains(filter.option())) {
            throw Errors.of(
                    InvalidFilterOptionException.builder(),
                    "InvalidFilterOption",
                    400,
                    "The following filter option is not valid: " + filter.option() + ". Valid options include: "
                            + options.stream().sorted().toList() + ".");
        }
        boolean tag = key.startsWith("tag:");
        if (filter.values().isEmpty() && !tag) {
            throw Errors.of(
                    InvalidFilterValueException.builder(),
                    "InvalidFilterValue",
                    400,
                    "The following filter values are missing : null for filter key " + key);
        }
        if (key.equals("Path")) {
            filter.values().forEach(ParameterPaths::check);
        }
    }

    @Override
    public boolean test(StoredParameter parameter) {
        return filters.stream().allMatch(filter -> matches(parameter, filter));
    }

    /** The version that a filter by label picks. */
    Optional<ParameterHistory> labelled(StoredParameter parameter) {
        return filters.stream()
                .filter(filter -> filter.key().equals("Label"))
                .flatMap(filter -> filter.values().stream())
                .map(parameter::labelled)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean matches(StoredParameter parameter, ParameterStringFilter filter) {
        ParameterHistory latest = parameter.latest();
        String key = filter.key();
        if (key.startsWith("tag:")) {
            return parameter.tags().stream()
                    .filter(tag -> tag.key().equals(key.substring("tag:".length())))
                    .anyMatch(tag -> filter.values().isEmpty() || any(filter, tag.value()));
        }
        return switch (key) {
            case "Name" -> any(filter, parameter.name());
            case "Type" -> any(filter, latest.typeAsString());
            case "KeyId" -> any(filter, latest.keyId());
            case "Tier" -> any(filter, latest.tierAsString());
            case "DataType" -> any(filter, latest.dataType());
            case "Label" ->
                parameter.versions().stream().flatMap(v -> v.labels().stream()).anyMatch(label -> any(filter, label));
            default ->
                filter.values().stream()
                        .map(ParameterPaths::check)
                        .anyMatch(path ->
                                ParameterPaths.isBelow(parameter.name(), path, "Recursive".equals(filter.option())));
        };
    }

    private static boolean any(ParameterStringFilter filter, @Nullable String value) {
        if (value == null) {
            return false;
        }
        String option = filter.option() == null ? "Equals" : filter.option();
        return filter.values().stream().anyMatch(wanted -> switch (option) {
            case "BeginsWith" -> value.startsWith(wanted) || value.startsWith("/" + wanted);
            case "Contains" -> value.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
            default -> value.equals(wanted);
        });
    }
}
