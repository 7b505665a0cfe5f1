package io.devopslab.wire.route;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of a REST service by method and URI. Of several that fit, the most precise is meant: a member that
 * an operation cannot do without tells it from one of the same URI, as {@code partNumber} does UploadPart from
 * PutObject.
 */
final class UriTable {

    private static final String BUCKET = "Bucket";

    private final List<Entry> entries = new ArrayList<>();

    /** What was found. */
    record Match(Operation operation, Map<String, String> labels) {}

    private static final class Entry {
        private final Operation operation;
        private final UriTemplate template;
        private final String method;
        private final Lazy<HttpShapes.Needs> needs;

        Entry(Operation operation) {
            this.operation = operation;
            this.template = new UriTemplate(operation.binding().requestUri());
            this.method = operation.binding().httpMethod().name();
            this.needs = new Lazy<>(() -> HttpShapes.needs(operation.newRequest()));
        }

        int precision() {
            return template.precision()
                    + 10 * (needs.get().parameters().size() + headers().size());
        }

        /** A header only tells operations apart where the query does not. */
        private List<String> headers() {
            return template.hasQuery() ? List.of() : List.copyOf(needs.get().headers());
        }

        /** The SDK's templates leave out the bucket, which is a member of the request nevertheless. */
        boolean isInBucket() {
            return needs.get().labels().contains(BUCKET) && !template.hasLabel(BUCKET);
        }

        boolean hasWhatItNeeds(WireRequest request, Parameters query) {
            return needs.get().parameters().stream().allMatch(query::has)
                    && headers().stream().allMatch(name -> request.header(name).isPresent());
        }
    }

    UriTable(List<Operation> operations) {
        operations.forEach(operation -> entries.add(new Entry(operation)));
    }

    /**
     * The operation and the values of its path's labels.
     *
     * @param path without the bucket
     */
    Optional<Match> find(WireRequest request, String path, Parameters query, boolean inBucket) {
        Optional<Match> best = Optional.empty();
        int bestPrecision = -1;
        for (Entry entry : entries) {
            if (!entry.method.equals(request.method())) {
                continue;
            }
            Optional<Map<String, String>> labels = entry.template.match(path, query);
            if (labels.isPresent() && entry.isInBucket() == inBucket && entry.hasWhatItNeeds(request, query)) {
                int precision = entry.precision() + hint(entry, query);
                if (precision > bestPrecision) {
                    bestPrecision = precision;
                    best = labels.map(values -> new Match(entry.operation, values));
                }
            }
        }
        return best;
    }

    /** Some clients say what they mean in {@code x-id}; of the rest, the one with the shortest name is meant. */
    private static int hint(Entry entry, Parameters query) {
        String name = entry.operation.name();
        return query.first("x-id").filter(name::equals).isPresent() ? 1_000 : 9 - Math.min(9, name.length() / 5);
    }
}
