package io.devopslab.aws.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;

/** Teaches Jackson the SDK's model objects, so that records may hold them. */
public final class ShapeModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public ShapeModule() {
        super("aws-shapes");
        addSerializer(SdkPojo.class, new PojoSerializer());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new PojoDeserializers());
    }

    private static final class PojoSerializer extends JsonSerializer<SdkPojo> {
        @Override
        public void serialize(SdkPojo pojo, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeTree(ShapeWriter.withIsoTimes().write(pojo));
        }
    }

    private static final class PojoDeserializers extends Deserializers.Base {
        @Override
        @SuppressWarnings("NullAway") // Jackson asks the next module when the answer is null.
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return SdkPojo.class.isAssignableFrom(type.getRawClass()) ? new PojoDeserializer(type.getRawClass()) : null;
        }
    }

    private static final class PojoDeserializer extends JsonDeserializer<Object> {
        private final Class<?> type;

        PojoDeserializer(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode document = parser.readValueAsTree();
            return Fields.build(new ShapeReader(ShapeReader.Names.OF_THE_API).read(document, Shapes.builder(type)));
        }
    }
}
