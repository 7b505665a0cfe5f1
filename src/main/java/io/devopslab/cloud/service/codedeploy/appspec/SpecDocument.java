package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The text of an AppSpec file as a tree; JSON is YAML too. */
final class SpecDocument {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private SpecDocument() {}

    /**
     * @throws InvalidAppSpecException for what is no document, or one of another version than 0.0
     */
    static JsonNode read(String text) throws InvalidAppSpecException {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidAppSpecException("The AppSpec file cannot be parsed: " + e.getOriginalMessage());
        } catch (StackOverflowError e) {
            throw new InvalidAppSpecException("The AppSpec file is nested too deeply.");
        }
        if (root == null || !root.isObject()) {
            throw new InvalidAppSpecException("The AppSpec file is empty or no document of keys and values.");
        }
        JsonNode version = root.path("version");
        boolean isSupported = version.isNumber()
                ? version.asDouble() == 0.0
                : version.asText().equals("0.0");
        if (!isSupported || version.isMissingNode()) {
            throw new InvalidAppSpecException("The AppSpec file contains an invalid version (" + version.asText()
                    + "). The only version is 0.0.");
        }
        return root;
    }
}
