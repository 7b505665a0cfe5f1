package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.*;

/** Reads parameters and their histories. */
final class ParameterReader {

    private final ParameterTable parameters;

    ParameterReader(ParameterTable parameters) {
        this.parameters = parameters;
    }

    GetParameterResponse get(GetParameterRequest request) {
        StoredParameter parameter = parameters.require(request.name());
        return GetParameterResponse.builder()
                .parameter(selected(parameter, request.name(), Boolean.TRUE.equals(request.withDecryption())))
                .build();
    }

    private Parameter selected(StoredParameter parameter, String asked, boolean decrypted) {
        ParameterHistory version = parameters.version(parameter, asked);
        return parameter.shown(version, decrypted).toBuilder()
                .selector(ParameterNames.reference(asked)
                        .selector()
                        .map(selector -> ":" + selector)
                        .orElse(null))
                .build();
    }

    GetParametersResponse get(GetParametersRequest request) {
        new Constraints()
                .required("names", request.hasNames() ? request.names() : null)
                .size("names", request.names(), 1, 10)
                .orThrow(SsmErrors::validation);
        boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : new LinkedHashSet<>(request.names())) {
            Optional<StoredParameter> parameter = parameters.find(name);
            try {
                found.add(selected(parameter.orElseThrow(SsmErrors::notFound), name, decrypted));
            } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
                invalid.add(name);
            }
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    GetParametersByPathResponse getByPath(GetParametersByPathRequest request) {
        new Constraints()
                .required("path", request.path())
                .length("path", request.path(), 1, 2048)
                .range("maxResults", request.maxResults(), 1, 10)
                .orThrow(SsmErrors::validation);
        String path = ParameterPaths.check(request.path());
        boolean recursive = Boolean.TRUE.equals(request.recursive());
        boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
        ParameterFilters filters = ParameterFilters.ofPath(request.parameterFilters());
        List<StoredParameter> below = parameters.rows().values().stream()
                .filter(parameter -> ParameterPaths.isBelow(parameter.name(), path, recursive))
                .filter(filters)
                .toList();
        Page<StoredParameter> page =
                SsmPages.of(below, StoredParameter::name, request.nextToken(), request.maxResults(), 10);
        return GetParametersByPathResponse.builder()
                .parameters(page.items().stream()
                        .map(parameter -> filters.labelled(parameter)
                                .map(v -> parameter.shown(v, decrypted))
                                .orElseGet(() -> parameter.shown(parameter.latest(), decrypted)))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    GetParameterHistoryResponse history(GetParameterHistoryRequest request) {
        new Constraints().range("maxResults", request.maxResults(), 1, 50).orThrow(SsmErrors::validation);
        StoredParameter parameter = parameters.require(request.name());
        boolean decrypted = Boolean.TRUE.equals(request.withDecryption());
        Page<ParameterHistory> page = SsmPages.of(
                parameter.versions(), v -> v.version().toString(), request.nextToken(), request.maxResults(), 50);
        return GetParameterHistoryResponse.builder()
                .parameters(page.items().stream()
                        .map(v -> v.toBuilder()
                                .value(parameter.value(v, decrypted))
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DescribeParametersResponse describe(DescribeParametersRequest request) {
        new Constraints().range("maxResults", request.maxResults(), 1, 50).orThrow(SsmErrors::validation);
        ParameterFilters filters = ParameterFilters.of(request.filters(), request.parameterFilters());
        List<StoredParameter> found =
                parameters.rows().values().stream().filter(filters).toList();
        Page<StoredParameter> page =
                SsmPages.of(found, StoredParameter::name, request.nextToken(), request.maxResults(), 10);
        return DescribeParametersResponse.builder()
                .parameters(page.items().stream().map(StoredParameter::metadata).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
