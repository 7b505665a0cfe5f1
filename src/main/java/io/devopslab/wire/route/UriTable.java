package io.devopslab.wire.route;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.WireRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of a REST service by method and URI, the most precise first. A member that an operation cannot do
 * without tells it from one of the same URI: UploadPart and PutObject differ in {@code partNumber}.
 */
final class UriTable {

    private static final String BUCKET = "Bucket";

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            Operation operation, UriTemplate template, boolean inBucket, Set<String> parameters, Set<String> headers) {

        int precision() {
            return template.precision() + 10 * (parameters.size() + headers.size());
        }
    }

    UriTable(List<Operation> operations) {
        operations.forEach(operation -> entries.add(entry(operation)));
        entries.sort(Comparator.comparing(Entry::precision)
                .reversed()
                .thenComparing(entry -> entry.operation().name().length()));
    }

    private static Entry entry(Operation operation) {
        String uri = operation.binding().requestUri();
        HttpShapes.Needs needs = HttpShapes.needs(operation.newRequest());
        boolean inBucket =
                needs.labels().contains(BUCKET) && !UriTemplate.labels(uri).contains(BUCKET);
        return new Entry(
                operation,
                new UriTemplate(uri),
                inBucket,
                needs.parameters(),
                uri.contains("?") ? Set.of() : needs.headers());
    }

    /**
     * The operation and the values of its path's labels.
     *
     * @param path without the bucket
     */
    Optional<Match> find(WireRequest request, String path, Parameters query, boolean inBucket) {
        Optional<String> hint = query.first("x-id");
        Optional<Match> first = Optional.empty();
        for (Entry entry : entries) {
            if (entry.inBucket() == inBucket && fits(entry, request, query)) {
                Optional<Match> match =
                        entry.template().match(path, query).map(labels -> new Match(entry.operation(), labels));
                if (match.isPresent()
                        && (hint.isEmpty()
                                || hint.get().equals(entry.operation().name()))) {
                    return match;
                }
                first = first.or(() -> match);
            }
        }
        return first;
    }

    private static boolean fits(Entry entry, WireRequest request, Parameters query) {
        return entry.operation().binding().httpMethod().name().equals(request.method())
                && entry.parameters().stream().allMatch(query::has)
                && entry.headers().stream()
                        .allMatch(name -> request.header(name).isPresent());
    }

    /** What was found. */
    record Match(Operation operation, Map<String, String> labels) {}
}
