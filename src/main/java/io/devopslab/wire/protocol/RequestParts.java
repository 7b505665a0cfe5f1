package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.wire.http.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of a REST request that are not its body, as the shapes ask for them. */
final class RequestParts implements HttpShapes.Source {

    private final Protocol.Input input;
    private final Parameters query;

    RequestParts(Protocol.Input input) {
        this.input = input;
        this.query = input.http().parameters();
    }

    @Override
    public Optional<String> path(String label) {
        return Optional.ofNullable(input.labels().get(label));
    }

    @Override
    public List<String> query(String name) {
        return query.values(name);
    }

    @Override
    public List<String> header(String name) {
        return input.http().headerValues(name);
    }

    @Override
    public Map<String, String> headers(String prefix) {
        Map<String, String> found = new TreeMap<>();
        String start = prefix.toLowerCase(Locale.ROOT);
        input.http().headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(start)) {
                found.put(lower.substring(start.length()), String.join(",", values));
            }
        });
        return found;
    }
}
