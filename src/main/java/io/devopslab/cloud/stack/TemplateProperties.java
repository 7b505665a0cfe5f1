package io.devopslab.cloud.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** The properties of a template as the members of a service's request. */
public final class TemplateProperties {

    private TemplateProperties() {}

    /**
     * @param without the properties that are not the request's; {@code Tags} never is, for {@link ResourceTags} has more of
     *     them
     */
    public static <T extends SdkPojo> T read(ObjectNode properties, Class<T> type, String... without) {
        ObjectNode own = properties.deepCopy();
        own.remove("Tags");
        own.remove(List.of(without));
        return Shapes.readProperties(own, type);
    }
}
