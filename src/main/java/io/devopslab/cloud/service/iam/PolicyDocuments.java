package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.devopslab.cloud.kernel.Constraints;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of policies (IAM User Guide, "Grammar of the IAM JSON policy language"), with IAM's messages. */
final class PolicyDocuments {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .readerFor(JsonNode.class);

    private static final String SYNTAX = "Syntax errors in policy.";
    private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9-]+");
    private static final Pattern STS_ACTION =
            Pattern.compile("(?i)sts:(AssumeRole.*|TagSession|SetSourceIdentity|SetContext|\\*)");

    private PolicyDocuments() {}

    /** Checks a policy that says what its holder may do. */
    static String identity(String member, @Nullable String document) {
        JsonNode policy = parse(member, document, SYNTAX);
        List<JsonNode> statements = statements(policy);
        statements.forEach(PolicyDocuments::checkIdentity);
        checkSids(statements);
        return document(document);
    }

    /** Checks a policy that says who may assume a role. */
    static String trust(String member, @Nullable String document) {
        JsonNode policy = parse(member, document, "This policy contains invalid Json");
        List<JsonNode> statements = statements(policy);
        statements.forEach(PolicyDocuments::checkTrust);
        checkSids(statements);
        return document(document);
    }

    /** As it stands in responses: percent-encoded by RFC 3986. */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String document(@Nullable String document) {
        return Optional.ofNullable(document).orElseThrow();
    }

    private static JsonNode parse(String member, @Nullable String document, String problem) {
        Constraints.withoutValues()
                .required(member, document)
                .length(member, document, 1, 131_072)
                .orThrow(IamErrors::validation);
        try {
            JsonNode policy = JSON.readTree(document);
            if (policy == null || !policy.isObject()) {
                throw IamErrors.malformedPolicy(problem);
            }
            return policy;
        } catch (JsonProcessingException e) {
            throw IamErrors.malformedPolicy(problem);
        }
    }

    private static List<JsonNode> statements(JsonNode policy) {
        policy.fieldNames().forEachRemaining(name -> require(DOCUMENT.contains(name), SYNTAX));
        String version = policy.path("Version").asText("2008-10-17");
        require(version.equals("2012-10-17") || version.equals("2008-10-17"), SYNTAX);
        JsonNode statement = policy.path("Statement");
        require(statement.isContainerNode(), SYNTAX);
        List<JsonNode> statements = new ArrayList<>();
        if (statement.isArray()) {
            statement.forEach(statements::add);
        } else {
            statements.add(statement);
        }
        require(!statements.isEmpty(), SYNTAX);
        statements.forEach(PolicyDocuments::checkStatement);
        return statements;
    }

    private static void checkStatement(JsonNode statement) {
        require(statement.isObject(), SYNTAX);
        statement.fieldNames().forEachRemaining(name -> require(STATEMENT.contains(name), SYNTAX));
        String effect = statement.path("Effect").asText();
        require(effect.equals("Allow") || effect.equals("Deny"), SYNTAX);
        require(!(statement.has("Action") && statement.has("NotAction")), SYNTAX);
        require(!(statement.has("Resource") && statement.has("NotResource")), SYNTAX);
        require(!statement.has("Condition") || statement.get("Condition").isObject(), SYNTAX);
        texts(statement.get("Action"));
        texts(statement.get("NotAction"));
        texts(statement.get("Resource"));
        texts(statement.get("NotResource"));
    }

    private static void checkIdentity(JsonNode statement) {
        require(
                !statement.has("Principal") && !statement.has("NotPrincipal"),
                "Policy document should not specify a principal.");
        List<String> actions = actions(statement);
        require(!actions.isEmpty(), "Policy statement must contain actions.");
        actions.forEach(PolicyDocuments::checkAction);
        List<String> resources = new ArrayList<>(texts(statement.get("Resource")));
        resources.addAll(texts(statement.get("NotResource")));
        require(!resources.isEmpty(), "Policy statement must contain resources.");
        resources.forEach(PolicyDocuments::checkResource);
        String sid = statement.path("Sid").asText("");
        require(
                SID.matcher(sid).matches(),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
    }

    private static void checkAction(String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        require(colon > 0, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        String vendor = action.substring(0, colon);
        require(VENDOR.matcher(vendor).matches(), "Vendor " + vendor + " is not valid");
        require(action.indexOf(':', colon + 1) < 0, "Actions/Condition can contain only one colon.");
    }

    private static void checkResource(String resource) {
        if (resource.equals("*")) {
            return;
        }
        require(resource.startsWith("arn:"), "Resource " + resource + " must be in ARN format or \"*\".");
        String[] parts = resource.split(":", 6);
        require(parts.length >= 6, "Resource " + resource + " must be in ARN format or \"*\".");
        require(
                parts[1].startsWith("aws") || parts[1].contains("*") || parts[1].contains("$"),
                "Partition \"" + parts[1] + "\" is not valid for resource \"" + resource + "\".");
    }

    private static void checkTrust(JsonNode statement) {
        require(!statement.has("Resource"), "Has prohibited field Resource");
        require(!statement.has("NotResource"), "Has prohibited field NotResource");
        require(statement.has("Principal") || statement.has("NotPrincipal"), "Missing required field Principal");
        require(statement.has("Action") || statement.has("NotAction"), "Missing required field Action");
        require(
                texts(statement.get("Action")).stream()
                        .allMatch(action -> STS_ACTION.matcher(action).matches()),
                "AssumeRole policy may only specify STS AssumeRole actions.");
        JsonNode principal = statement.has("Principal") ? statement.get("Principal") : statement.get("NotPrincipal");
        checkPrincipal(principal);
    }

    private static void checkPrincipal(JsonNode principal) {
        if (principal.isTextual()) {
            require(principal.asText().equals("*"), "Invalid principal in policy: \"" + principal.asText() + "\"");
            return;
        }
        require(principal.isObject() && !principal.isEmpty(), "Invalid principal in policy.");
        for (Map.Entry<String, JsonNode> entry : principal.properties()) {
            require(
                    Set.of("AWS", "Service", "Federated", "CanonicalUser").contains(entry.getKey()),
                    "Invalid principal in policy: \"" + entry.getKey() + "\"");
            for (String name : texts(entry.getValue())) {
                boolean service = entry.getKey().equals("Service");
                require(
                        !service || name.endsWith(".amazonaws.com") || name.endsWith(".aws.internal"),
                        "Invalid principal in policy: \"SERVICE\":\"" + name + "\"");
            }
        }
    }

    private static void checkSids(List<JsonNode> statements) {
        Set<String> seen = new HashSet<>();
        for (JsonNode statement : statements) {
            String sid = statement.path("Sid").asText("");
            require(sid.isEmpty() || seen.add(sid), "Statement IDs (SID) in a single policy must be unique.");
        }
    }

    private static List<String> actions(JsonNode statement) {
        List<String> actions = new ArrayList<>(texts(statement.get("Action")));
        actions.addAll(texts(statement.get("NotAction")));
        return actions;
    }

    /** A text or a list of texts. */
    private static List<String> texts(@Nullable JsonNode node) {
        if (node == null) {
            return List.of();
        }
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        require(node.isArray(), SYNTAX);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node) {
            require(element.isTextual(), SYNTAX);
            texts.add(element.textValue());
        }
        return texts;
    }

    private static void require(boolean satisfied, String message) {
        if (!satisfied) {
            throw IamErrors.malformedPolicy(message);
        }
    }
}
