package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * A catalogue of the policies that AWS manages, as far as the labs' services go: AWS has over a thousand more, which
 * are unknown here. Documents follow the AWS Managed Policy Reference.
 */
final class AwsManagedPolicies {

    private static final String CATALOGUE = "aws-managed-policies.json";

    private final Map<String, ManagedPolicies.Row> policies = new LinkedHashMap<>();

    private AwsManagedPolicies(JsonNode catalogue) {
        catalogue.forEach(entry -> {
            ManagedPolicies.Row row = row(entry);
            policies.put(row.policy().arn(), row);
        });
    }

    static AwsManagedPolicies load() {
        try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(CATALOGUE)) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: " + CATALOGUE + " is missing.");
            }
            return new AwsManagedPolicies(JsonMapper.builder().build().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue " + CATALOGUE + " cannot be read.", e);
        }
    }

    Collection<ManagedPolicies.Row> all() {
        return policies.values();
    }

    Optional<ManagedPolicies.Row> find(String arn) {
        return Optional.ofNullable(policies.get(arn));
    }

    private static ManagedPolicies.Row row(JsonNode entry) {
        String path = entry.path("path").asText("/");
        String name = entry.path("name").asText();
        String version = entry.path("version").asText();
        Instant created = Instant.parse(entry.path("created").asText("2015-02-06T18:39:46Z"));
        Policy policy = Policy.builder()
                .policyName(name)
                .policyId(id(name))
                .arn("arn:aws:iam::aws:policy" + path + name)
                .path(path)
                .defaultVersionId(version)
                .attachmentCount(0)
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .description(entry.path("description").asText())
                .createDate(created)
                .updateDate(created)
                .tags(List.of())
                .build();
        PolicyVersion document = PolicyVersion.builder()
                .versionId(version)
                .document(entry.path("document").toString())
                .isDefaultVersion(true)
                .createDate(created)
                .build();
        return new ManagedPolicies.Row(policy, List.of(document), 1);
    }

    /** The same for each cloud; AWS's own identifiers are not known here. */
    private static String id(String name) {
        String letters = Base64.getEncoder()
                .encodeToString(name.getBytes(StandardCharsets.UTF_8))
                .toUpperCase(java.util.Locale.ROOT)
                .replaceAll("[^A-Z2-7]", "");
        return "ANPA" + (letters + "ABCDEFGHIJKLMNOPQ").substring(0, 17);
    }
}
