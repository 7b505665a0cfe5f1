package io.devopslab.cloud.service.codeconnections;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codeconnections.model.CodeConnectionsException;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.LimitExceededException;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsResponse;
import software.amazon.awssdk.services.codeconnections.model.ProviderType;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeconnections.model.Tag;

/** The connections of a scope (CodeConnections API Reference). */
final class Connections {

    private static final Pattern ARN = Pattern.compile("arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+");
    private static final int MOST_LISTED = 100;
    private static final int MOST_TAGS = 200;

    private final ServiceContext context;
    private final Table<ConnectionRow> rows;

    Connections(ServiceContext context) {
        this.context = context;
        this.rows = context.store().table("connections", ConnectionRow.class);
    }

    /**
     * @param service how the service is called in the ARN
     */
    CreateConnectionResponse create(CreateConnectionRequest request, String service) {
        verify(new Constraints()
                .required("connectionName", request.connectionName())
                .length("connectionName", request.connectionName(), 1, 32)
                .oneOf("providerType", request.providerTypeAsString(), ProviderType.knownValues())
                .length("hostArn", request.hostArn(), 0, 256));
        if (request.hostArn() != null) {
            throw absent(request.hostArn());
        }
        if (request.providerType() == null) {
            throw invalid("Either providerType or hostArn must be specified.");
        }
        Map<String, String> tags = tags(request.tags());
        ConnectionRow row = new ConnectionRow(
                Arns.of(service, context.scope(), "connection/" + context.ids().uuid()),
                request.connectionName(),
                Optional.of(request.providerTypeAsString()),
                Optional.empty(),
                context.scope().account(),
                tags);
        rows.put(row.arn(), row);
        return CreateConnectionResponse.builder()
                .connectionArn(row.arn())
                .tags(request.tags())
                .build();
    }

    private static Map<String, String> tags(List<Tag> given) {
        Map<String, String> tags = new HashMap<>();
        Constraints checks = new Constraints().size("tags", given, 0, MOST_TAGS);
        for (Tag tag : given) {
            checks.required("tags.key", tag.key())
                    .required("tags.value", tag.value())
                    .length("tags.key", tag.key(), 1, 128)
                    .length("tags.value", tag.value(), 0, 256);
        }
        verify(checks);
        given.forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static void verify(Constraints checks) {
        checks.verify(CodeConnectionsException.builder());
    }

    private static AwsServiceException invalid(String message) {
        return Errors.of(CodeConnectionsException.builder(), "ValidationException", 400, message);
    }

    private static AwsServiceException absent(String arn) {
        return Errors.of(ResourceNotFoundException.builder(), "The resource " + arn + " does not exist.");
    }

    ConnectionRow get(@Nullable String arn, String member) {
        verify(new Constraints()
                .required(member, arn)
                .length(member, arn, 0, 256)
                .pattern(member, arn, ARN));
        String known = Objects.requireNonNull(arn);
        return rows.get(known).orElseThrow(() -> absent(known));
    }

    void delete(@Nullable String arn) {
        rows.remove(get(arn, "connectionArn").arn());
    }

    ListConnectionsResponse list(ListConnectionsRequest request) {
        verify(new Constraints()
                .oneOf("providerTypeFilter", request.providerTypeFilterAsString(), ProviderType.knownValues())
                .range("maxResults", request.maxResults(), 0, MOST_LISTED));
        List<ConnectionRow> found = rows.values().stream()
                .filter(row -> request.providerTypeFilter() == null
                        || row.providerType()
                                .filter(request.providerTypeFilterAsString()::equals)
                                .isPresent())
                .filter(row -> request.hostArnFilter() == null
                        || row.hostArn().filter(request.hostArnFilter()::equals).isPresent())
                .toList();
        int limit = Optional.ofNullable(request.maxResults()).filter(n -> n > 0).orElse(MOST_LISTED);
        try {
            Page<ConnectionRow> page = Page.of(found, ConnectionRow::arn, request.nextToken(), limit);
            return ListConnectionsResponse.builder()
                    .connections(page.items().stream().map(ConnectionRow::shown).toList())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException e) {
            throw invalid("The specified nextToken is invalid.");
        }
    }

    void tag(@Nullable String arn, List<Tag> given) {
        Map<String, String> more = tags(given);
        context.store().write(() -> {
            ConnectionRow row = get(arn, "resourceArn");
            Map<String, String> all = new HashMap<>(row.tags());
            all.putAll(more);
            if (all.size() > MOST_TAGS) {
                throw Errors.of(LimitExceededException.builder(), "A resource has at most " + MOST_TAGS + " tags.");
            }
            rows.put(row.arn(), row.with(all));
        });
    }

    void untag(@Nullable String arn, List<String> keys) {
        context.store().write(() -> {
            ConnectionRow row = get(arn, "resourceArn");
            Map<String, String> left = new HashMap<>(row.tags());
            left.keySet().removeAll(keys);
            rows.put(row.arn(), row.with(left));
        });
    }

    List<Tag> tags(@Nullable String arn) {
        return new TreeMap<>(get(arn, "resourceArn").tags())
                .entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList();
    }
}
