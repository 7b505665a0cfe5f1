package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;

/** How a document shows the values that JSON has no form of its own for. */
interface Values {

    /** A blob of the document as the wire's Base64. */
    JsonNode blobToWire(JsonNode given);

    /**
     * A blob of the wire as the document has it.
     *
     * @param payload whether it is what a function was given or gave
     */
    JsonNode blob(String base64, boolean payload);

    /** A time, which comes as ISO 8601 text. */
    JsonNode time(String iso);
}
