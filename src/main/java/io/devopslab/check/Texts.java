package io.devopslab.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.devopslab.text.Language;
import io.devopslab.text.Localized;

/** Texts as documents, and documents as texts. */
final class Texts {

    private static final int LONGEST = 300;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What a learner is told to have where nothing was found. */
    static final Localized NOTHING = new Localized("nothing yet", "chưa có gì");

    private Texts() {}

    /** The text as JSON; JSON's null where it is something else. */
    static JsonNode json(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            return document.isMissingNode() ? NullNode.getInstance() : document;
        } catch (JsonProcessingException e) {
            return NullNode.getInstance();
        }
    }

    /** A value as a person reads it, in both languages. */
    static Localized shown(JsonNode value) {
        return new Localized(shown(value, Language.EN), shown(value, Language.VI));
    }

    /** A value as a person reads it. */
    static String shown(JsonNode value, Language language) {
        if (value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty())) {
            return language == Language.VI ? NOTHING.vi() : NOTHING.en();
        }
        String text = value.isTextual() ? value.textValue().strip() : value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }
}
