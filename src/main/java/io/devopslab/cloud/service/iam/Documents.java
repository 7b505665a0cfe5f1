package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.Tag;

/** What IAM's client gives, as templates have it. */
final class Documents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Documents() {}

    /** A percent-encoded document as a tree. */
    static JsonNode decoded(String document) {
        try {
            return JSON.readTree(URLDecoder.decode(document, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("IAM gave a document that is no JSON: " + document, e);
        }
    }

    static Map<String, String> map(Collection<Tag> tags) {
        Map<String, String> map = new LinkedHashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
