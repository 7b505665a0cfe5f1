package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A member of a template's {@code Outputs}, functions not yet applied. */
public record OutputDeclaration(
        String key,
        JsonNode value,
        Optional<String> description,
        Optional<JsonNode> exportName,
        Optional<String> condition) {}
