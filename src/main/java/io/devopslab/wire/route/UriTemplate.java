package io.devopslab.wire.route;

import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Percent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The URI of an operation: {@code /functions/{FunctionName}/versions?List=ALL}. A label stands for one segment, and
 * {@code {Key+}} for all that is left.
 */
final class UriTemplate {

    private final List<String> segments;
    private final List<Parameters.Parameter> query;

    UriTemplate(String template) {
        int mark = template.indexOf('?');
        this.segments = split(mark < 0 ? template : template.substring(0, mark));
        this.query = mark < 0
                ? List.of()
                : Parameters.parse(template.substring(mark + 1)).all();
    }

    private static List<String> split(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.isEmpty() ? List.of() : List.of(relative.split("/", -1));
    }

    /** More is more precise: literal segments count most, then parameters of the query. */
    int precision() {
        int literals = (int) segments.stream().filter(s -> !isLabel(s)).count();
        return literals * 100 + query.size() * 10 + segments.size();
    }

    /**
     * The labels' values if path and query fit.
     *
     * @param path percent-encoded, beginning with a slash
     */
    Optional<Map<String, String>> match(String path, Parameters parameters) {
        if (!query.stream().allMatch(literal -> fits(literal, parameters))) {
            return Optional.empty();
        }
        return matchPath(path);
    }

    private static boolean fits(Parameters.Parameter literal, Parameters parameters) {
        return literal.value().isEmpty()
                ? parameters.has(literal.name())
                : parameters.values(literal.name()).contains(literal.value());
    }

    private Optional<Map<String, String>> matchPath(String path) {
        Map<String, String> labels = new LinkedHashMap<>();
        List<String> parts = split(path);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= parts.size()) {
                return Optional.empty();
            }
            if (segment.endsWith("+}")) {
                labels.put(label(segment), Percent.decode(String.join("/", parts.subList(i, parts.size()))));
                return Optional.of(labels);
            }
            if (isLabel(segment) ? parts.get(i).isEmpty() : !segment.equals(parts.get(i))) {
                return Optional.empty();
            }
            if (isLabel(segment)) {
                labels.put(label(segment), Percent.decode(parts.get(i)));
            }
        }
        return isEnd(parts, segments.size()) ? Optional.of(labels) : Optional.empty();
    }

    /** A single slash at the end is as good as none. */
    private static boolean isEnd(List<String> parts, int matched) {
        return parts.size() == matched
                || (parts.size() == matched + 1 && parts.get(matched).isEmpty());
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static String label(String segment) {
        return segment.replaceAll("[{}+]", "");
    }

    boolean hasQuery() {
        return !query.isEmpty();
    }

    boolean hasLabel(String name) {
        return segments.stream()
                .anyMatch(segment -> isLabel(segment) && label(segment).equals(name));
    }
}
