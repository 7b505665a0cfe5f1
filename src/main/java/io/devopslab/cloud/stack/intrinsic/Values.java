package io.devopslab.cloud.stack.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What the functions of a template look up. */
public interface Values {

    /** Stands in a text for what is known only when the change is applied, as change sets show it. */
    String UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /** The value of a parameter, a pseudo parameter or a resource; empty when there is none of that name. */
    Optional<JsonNode> ref(String name);

    /** An attribute of a resource; empty when the resource does not have it. */
    Optional<JsonNode> attribute(String logicalId, String attribute);

    /** The value in a mapping; empty when the mapping has no such keys. */
    Optional<JsonNode> mapping(String map, String firstKey, String secondKey);

    /** The value of an export of the region; empty when nobody exports it. */
    Optional<String> exported(String name);

    /** The region of the stack. */
    String region();
}
