package io.devopslab.wire.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a query or of a form, decoded, in the order in which they came. */
public final class Parameters {

    private static final int MOST = 50_000;

    private final List<Parameter> all;

    private Parameters(List<Parameter> all) {
        this.all = all;
    }

    /** One of them; the value is empty if there was no equals sign. */
    public record Parameter(String name, String value) {}

    /**
     * @throws WireException for what cannot be decoded
     */
    public static Parameters parse(String encoded) {
        List<Parameter> all = new ArrayList<>();
        int start = 0;
        while (start < encoded.length()) {
            int end = encoded.indexOf('&', start);
            end = end < 0 ? encoded.length() : end;
            if (end > start) {
                all.add(parameter(encoded.substring(start, end)));
            }
            if (all.size() > MOST) {
                throw new WireException(Problem.MALFORMED, "The request has more than " + MOST + " parameters.");
            }
            start = end + 1;
        }
        return new Parameters(all);
    }

    private static Parameter parameter(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Parameter(Percent.decodeForm(pair), "")
                : new Parameter(
                        Percent.decodeForm(pair.substring(0, equals)), Percent.decodeForm(pair.substring(equals + 1)));
    }

    public List<Parameter> all() {
        return all;
    }

    public boolean has(String name) {
        return all.stream().anyMatch(p -> p.name().equals(name));
    }

    public Optional<String> first(String name) {
        return all.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    public List<String> values(String name) {
        return all.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The canonical query string of a signature, which leaves out the parameter named {@code without}. */
    public String canonical(String without) {
        return all.stream()
                .filter(p -> !p.name().equals(without))
                .map(p -> new Parameter(Percent.encode(p.name()), Percent.encode(p.value())))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(p -> p.name() + "=" + p.value())
                .collect(Collectors.joining("&"));
    }
}
