package io.devopslab.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkPojo;

/** SDK model objects to and from JSON, in one call. */
public final class Shapes {

    private Shapes() {}

    /** A new builder of a model class, by the static method {@code builder()} that each has. */
    public static SdkPojo builder(Class<?> type) {
        try {
            return (SdkPojo) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is not a model class of the AWS SDK.", e);
        }
    }

    /** The object that a builder holds. */
    public static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) Fields.build(builder);
    }

    /**
     * Reads a model object written with the API's own names.
     *
     * @throws ShapeException where the document does not fit
     */
    public static <T extends SdkPojo> T read(JsonNode document, Class<T> type) {
        return read(document, type, ShapeReader.Names.OF_THE_API);
    }

    /**
     * Reads a model object from CloudFormation properties, which are named as in the API but in Pascal case.
     *
     * @throws ShapeException where the document does not fit, or has a property that the API does not know
     */
    public static <T extends SdkPojo> T readProperties(JsonNode document, Class<T> type) {
        return read(document, type, ShapeReader.Names.IN_ANY_CASE);
    }

    private static <T extends SdkPojo> T read(JsonNode document, Class<T> type, ShapeReader.Names names) {
        return type.cast(Fields.build(new ShapeReader(names).read(document, builder(type))));
    }

    /** The object with the API's names and ISO times. */
    public static ObjectNode write(SdkPojo pojo) {
        return ShapeWriter.withIsoTimes().write(pojo);
    }
}
