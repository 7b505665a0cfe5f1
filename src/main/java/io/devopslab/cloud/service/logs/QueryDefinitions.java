package io.devopslab.cloud.service.logs;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueryDefinitionsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeQueryDefinitionsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutQueryDefinitionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryDefinition;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryLanguage;

/** Saved queries. They are kept as they are given; whether they are queries shows when they are started. */
final class QueryDefinitions {

    private static final Pattern TOKEN = Pattern.compile("\\S{36,128}");
    private static final int MOST = 1000;

    private final ServiceContext context;
    private final LogTables tables;

    QueryDefinitions(ServiceContext context, LogTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** Gives the definition's identifier. */
    String put(PutQueryDefinitionRequest request) {
        check(request);
        QueryStart.requireInsights(request.queryLanguageAsString());
        Optional<String> token = Optional.ofNullable(request.clientToken());
        return tables.store().write(() -> {
            Optional<QueryDefinitionRow> before = tables.queryDefinitions().values().stream()
                    .filter(row -> token.isPresent() && row.token().equals(token))
                    .findFirst();
            if (before.isPresent() && request.queryDefinitionId() == null) {
                return before.get().id();
            }
            String id = request.queryDefinitionId() == null ? newId() : existing(request.queryDefinitionId());
            QueryDefinition definition = QueryDefinition.builder()
                    .queryLanguage(QueryLanguage.CWLI)
                    .queryDefinitionId(id)
                    .name(request.name())
                    .queryString(request.queryString())
                    .logGroupNames(request.logGroupNames())
                    .lastModified(context.time().instant().toEpochMilli())
                    .build();
            tables.queryDefinitions().put(id, new QueryDefinitionRow(definition, token));
            return id;
        });
    }

    private static void check(PutQueryDefinitionRequest request) {
        Constraints checks = new Constraints()
                .required("name", request.name())
                .required("queryString", request.queryString())
                .length("name", request.name(), 1, 255)
                .length("queryDefinitionId", request.queryDefinitionId(), 1, 256)
                .length("queryString", request.queryString(), 1, 10_000)
                .pattern("clientToken", request.clientToken(), TOKEN)
                .oneOf("queryLanguage", request.queryLanguageAsString(), QueryLanguage.knownValues());
        request.logGroupNames().forEach(name -> LogNames.group(checks, "logGroupNames", name));
        checks.orThrow(LogErrors::invalid);
    }

    private String newId() {
        if (tables.queryDefinitions().size() >= MOST) {
            throw Errors.of(LimitExceededException.builder(), "Resource limit exceeded.");
        }
        return context.ids().uuid();
    }

    private String existing(String id) {
        if (!tables.queryDefinitions().contains(id)) {
            throw absent();
        }
        return id;
    }

    private static RuntimeException absent() {
        return LogErrors.notFound("The specified query definition does not exist.");
    }

    boolean delete(@Nullable String id) {
        new Constraints()
                .required("queryDefinitionId", id)
                .length("queryDefinitionId", id, 1, 256)
                .orThrow(LogErrors::invalid);
        if (tables.queryDefinitions()
                .remove(java.util.Objects.requireNonNull(id))
                .isEmpty()) {
            throw absent();
        }
        return true;
    }

    DescribeQueryDefinitionsResponse describe(DescribeQueryDefinitionsRequest request) {
        new Constraints()
                .length("queryDefinitionNamePrefix", request.queryDefinitionNamePrefix(), 1, 255)
                .range("maxResults", request.maxResults(), 1, MOST)
                .oneOf("queryLanguage", request.queryLanguageAsString(), QueryLanguage.knownValues())
                .orThrow(LogErrors::invalid);
        String prefix = Optional.ofNullable(request.queryDefinitionNamePrefix()).orElse("");
        String language = Optional.ofNullable(request.queryLanguageAsString()).orElse("CWLI");
        List<QueryDefinition> found = tables.queryDefinitions().values().stream()
                .map(QueryDefinitionRow::definition)
                .filter(d -> language.equals("CWLI") && d.name().startsWith(prefix))
                .sorted(Comparator.comparing(QueryDefinition::name).thenComparing(QueryDefinition::queryDefinitionId))
                .toList();
        Page<QueryDefinition> page =
                LogPages.of(found, QueryDefinition::queryDefinitionId, request.nextToken(), request.maxResults(), MOST);
        return DescribeQueryDefinitionsResponse.builder()
                .queryDefinitions(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
