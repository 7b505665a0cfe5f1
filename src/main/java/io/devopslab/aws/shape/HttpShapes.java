package io.devopslab.aws.shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** The members of the REST protocols that travel outside of a message's body. */
public final class HttpShapes {

    private HttpShapes() {}

    /** The parts of a request that are not its body, decoded. */
    public interface Source {

        /** The part of the path that stands for that label of the operation's URI. */
        Optional<String> path(String label);

        /** All values of a parameter of the query. */
        List<String> query(String name);

        /** All values of a header. */
        List<String> header(String name);

        /** The headers whose names begin with that, by the rest of their names. */
        Map<String, String> headers(String prefix);
    }

    /**
     * Sets the members of path, query and headers.
     *
     * @throws ShapeException where they do not fit
     */
    public static void read(Source source, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            try {
                value(source, field).ifPresent(v -> field.set(builder, v));
            } catch (ShapeException e) {
                if (!field.ignoreDataTypeConversionFailures()) {
                    throw e;
                }
            }
        }
    }

    private static Optional<Object> value(Source source, SdkField<?> field) {
        return switch (field.location()) {
            case PATH, GREEDY_PATH ->
                source.path(field.locationName())
                        .map(text -> Scalars.parse(text, field, Format.ISO_8601, field.locationName()));
            case QUERY_PARAM -> several(source.query(field.locationName()), field, Format.ISO_8601);
            case HEADER -> header(source, field);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> header(Source source, SdkField<?> field) {
        if (field.marshallingType().getKnownType() == MarshallingKnownType.MAP) {
            Map<String, String> values = source.headers(field.locationName());
            return values.isEmpty() ? Optional.empty() : Optional.of(values);
        }
        List<String> values = source.header(field.locationName());
        if (field.containsTrait(ListTrait.class)) {
            return several(
                    values.stream()
                            .flatMap(value -> List.of(value.split(",", -1)).stream())
                            .map(String::trim)
                            .filter(value -> !value.isEmpty())
                            .toList(),
                    field,
                    Format.RFC_822);
        }
        return several(values.stream().filter(value -> !value.isEmpty()).toList(), field, Format.RFC_822);
    }

    private static Optional<Object> several(List<String> texts, SdkField<?> field, Format times) {
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        if (!field.containsTrait(ListTrait.class)) {
            return Optional.of(Scalars.parse(texts.get(0), field, times, field.locationName()));
        }
        List<Object> values = new ArrayList<>();
        texts.forEach(text -> values.add(Scalars.parse(text, Fields.element(field), times, field.locationName())));
        return Optional.of(values);
    }

    /** The headers that an answer's members are. */
    public static Map<String, String> headers(SdkPojo pojo) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.location() == MarshallLocation.HEADER) {
                Fields.get(field, pojo).ifPresent(value -> write(value, field, headers));
            }
        }
        return headers;
    }

    private static void write(Object value, SdkField<?> field, Map<String, String> headers) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, v) -> headers.put(field.locationName() + key, String.valueOf(v)));
        } else if (value instanceof List<?> list) {
            List<String> texts = list.stream()
                    .map(e -> Scalars.text(e, Fields.element(field), Format.RFC_822))
                    .toList();
            headers.put(field.locationName(), String.join(",", texts));
        } else {
            headers.put(field.locationName(), Scalars.text(value, field, Format.RFC_822));
        }
    }

    /** The status that an answer's member sets. */
    public static Optional<Integer> status(SdkPojo pojo) {
        return pojo.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.STATUS_CODE)
                .flatMap(field -> Fields.get(field, pojo).stream())
                .map(Integer.class::cast)
                .findFirst();
    }

    /**
     * What a request of this kind has.
     *
     * @param labels the members that are parts of the path
     * @param parameters the parameters of the query that it cannot do without
     * @param headers the headers that it cannot do without
     */
    public record Needs(Set<String> labels, Set<String> parameters, Set<String> headers) {}

    public static Needs needs(SdkPojo builder) {
        Set<String> labels = new HashSet<>();
        Set<String> parameters = new HashSet<>();
        Set<String> headers = new HashSet<>();
        for (SdkField<?> field : builder.sdkFields()) {
            boolean required = field.containsTrait(RequiredTrait.class);
            switch (field.location()) {
                case PATH, GREEDY_PATH -> labels.add(field.locationName());
                case QUERY_PARAM -> addIf(required, field, parameters);
                case HEADER -> addIf(required, field, headers);
                default -> {
                    // Members of the body tell nothing about the URI.
                }
            }
        }
        return new Needs(labels, parameters, headers);
    }

    private static void addIf(boolean wanted, SdkField<?> field, Set<String> names) {
        if (wanted) {
            names.add(field.locationName());
        }
    }

    /** The member that is the whole body, if there is one. */
    public static Optional<SdkField<?>> payload(SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Whether any member travels in the body, beside others. */
    public static boolean hasBody(SdkPojo pojo) {
        return pojo.sdkFields().stream().anyMatch(Fields::isInBody);
    }
}
