package io.devopslab.cloud.service.iam;

import static io.devopslab.cloud.service.iam.PolicyDocuments.require;
import static io.devopslab.cloud.service.iam.PolicyDocuments.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The statements of policies that say who may assume a role. */
final class TrustStatements {

    private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final Pattern STS_ACTION =
            Pattern.compile("(?i)sts:(AssumeRole.*|TagSession|SetSourceIdentity|SetContext|\\*)");
    private static final Pattern AWS_PRINCIPAL =
            Pattern.compile("\\*|\\d{12}|A[RI][OD]A[A-Z0-9]{17}|arn:[a-z-]+:(iam|sts)::(\\d{12}|cloudfront|aws):.+");

    private TrustStatements() {}

    static void check(List<JsonNode> statements) {
        for (JsonNode statement : statements) {
            require(!statement.has("Resource"), "Has prohibited field Resource");
            require(!statement.has("NotResource"), "Has prohibited field NotResource");
            require(statement.has("Principal") || statement.has("NotPrincipal"), "Missing required field Principal");
            require(statement.has("Action") || statement.has("NotAction"), "Missing required field Action");
            require(
                    texts(statement.get("Action")).stream()
                            .allMatch(action -> STS_ACTION.matcher(action).matches()),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
            checkPrincipal(statement.has("Principal") ? statement.get("Principal") : statement.get("NotPrincipal"));
        }
    }

    private static void checkPrincipal(JsonNode principal) {
        if (principal.isTextual()) {
            require(
                    principal.asText().equals("*"),
                    "Invalid principal in policy: \"STAR\":\"" + principal.asText() + "\"");
            return;
        }
        require(principal.isObject() && !principal.isEmpty(), "Invalid principal in policy.");
        for (Map.Entry<String, JsonNode> entry : principal.properties()) {
            String kind = entry.getKey();
            require(KINDS.contains(kind), "Invalid principal in policy: \"" + kind + "\"");
            for (String name : texts(entry.getValue())) {
                require(isValid(kind, name), "Invalid principal in policy: \"" + word(kind) + "\":\"" + name + "\"");
            }
        }
    }

    private static boolean isValid(String kind, String name) {
        return switch (kind) {
            case "Service" -> name.matches("[a-z0-9.-]+\\.(amazonaws\\.com(\\.cn)?|aws\\.internal)");
            case "AWS" -> AWS_PRINCIPAL.matcher(name).matches();
            default -> !name.isEmpty();
        };
    }

    private static String word(String kind) {
        return kind.equals("Service") ? "SERVICE" : kind;
    }
}
