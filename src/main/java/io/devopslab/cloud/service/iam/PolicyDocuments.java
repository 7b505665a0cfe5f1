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
import java.util.Objects;
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

    private static final Pattern CHARACTERS =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Pattern.DOTALL);
    private static final int LONGEST_DOCUMENT = 131_072;
    private static final int LONGEST_TRUST = 2_048;

    static final String SYNTAX = "Syntax errors in policy.";
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

    private PolicyDocuments() {}

    /** Checks a policy that says what its holder may do. */
    static String identity(String member, @Nullable String document) {
        JsonNode policy = parse(member, document, SYNTAX);
        List<JsonNode> statements = statements(policy);
        require(
                policy.path("Version").asText().equals("2012-10-17"),
                "Policy document must be version 2012-10-17 or greater.");
        checkEffects(statements);
        checkSids(statements);
        IdentityStatements.check(statements);
        return Objects.requireNonNull(document);
    }

    /** Checks a policy that says who may assume a role. */
    static String trust(String member, @Nullable String document) {
        JsonNode policy = parse(member, document, "This policy contains invalid Json");
        List<JsonNode> statements = statements(policy);
        checkEffects(statements);
        checkSids(statements);
        TrustStatements.check(statements);
        String checked = Objects.requireNonNull(document);
        if (PolicyHolders.size(checked) > LONGEST_TRUST) {
            throw IamErrors.limitExceeded("Cannot exceed quota for ACLSizePerRole: " + LONGEST_TRUST);
        }
        return checked;
    }

    /** As it stands in responses: percent-encoded by RFC 3986. */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static JsonNode parse(String member, @Nullable String document, String problem) {
        Constraints.withoutValues()
                .required(member, document)
                .length(member, document, 1, LONGEST_DOCUMENT)
                .pattern(member, document, CHARACTERS)
                .orThrow(IamErrors::validation);
        try {
            JsonNode policy = JSON.readTree(document);
            require(policy != null && policy.isObject(), problem);
            return Objects.requireNonNull(policy);
        } catch (JsonProcessingException e) {
            throw IamErrors.malformedPolicy(problem);
        }
    }

    private static List<JsonNode> statements(JsonNode policy) {
        policy.fieldNames().forEachRemaining(name -> require(DOCUMENT.contains(name), SYNTAX));
        String version = policy.path("Version").asText("2008-10-17");
        require(version.equals("2012-10-17") || version.equals("2008-10-17"), SYNTAX);
        require(policy.path("Id").isMissingNode() || policy.get("Id").isTextual(), SYNTAX);
        JsonNode statement = policy.path("Statement");
        require(statement.isContainerNode() && !statement.isEmpty(), SYNTAX);
        List<JsonNode> statements = new ArrayList<>();
        if (statement.isArray()) {
            statement.forEach(statements::add);
        } else {
            statements.add(statement);
        }
        statements.forEach(PolicyDocuments::checkShape);
        return statements;
    }

    private static void checkShape(JsonNode statement) {
        require(statement.isObject(), SYNTAX);
        statement.fieldNames().forEachRemaining(name -> require(STATEMENT.contains(name), SYNTAX));
        String effect = statement.path("Effect").asText();
        require(effect.equalsIgnoreCase("Allow") || effect.equalsIgnoreCase("Deny"), SYNTAX);
        require(!(statement.has("Action") && statement.has("NotAction")), SYNTAX);
        require(!(statement.has("Resource") && statement.has("NotResource")), SYNTAX);
        require(!statement.has("Sid") || statement.get("Sid").isTextual(), SYNTAX);
        checkCondition(statement.path("Condition"));
        for (String member : List.of("Action", "NotAction", "Resource", "NotResource")) {
            texts(statement.get(member));
        }
    }

    /** Operators hold keys, and keys hold values. */
    private static void checkCondition(JsonNode condition) {
        require(condition.isMissingNode() || condition.isObject(), SYNTAX);
        for (JsonNode keys : condition) {
            require(keys.isObject(), SYNTAX);
            for (JsonNode values : keys) {
                require(!values.isObject() && !values.isNull(), SYNTAX);
            }
        }
    }

    /** Older policies had to be written exactly so. */
    private static void checkEffects(List<JsonNode> statements) {
        for (JsonNode statement : statements) {
            String effect = statement.path("Effect").asText();
            require(effect.equals("Allow") || effect.equals("Deny"), "The policy failed legacy parsing");
        }
    }

    private static void checkSids(List<JsonNode> statements) {
        Set<String> seen = new HashSet<>();
        for (JsonNode statement : statements) {
            String sid = statement.path("Sid").asText("");
            require(sid.isEmpty() || seen.add(sid), "Statement IDs (SID) in a single policy must be unique.");
        }
    }

    /** A text or a list of texts. */
    static List<String> texts(@Nullable JsonNode node) {
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

    /** The texts of a member and of its negation. */
    static List<String> texts(JsonNode statement, String member) {
        List<String> texts = new ArrayList<>(texts(statement.get(member)));
        texts.addAll(texts(statement.get("Not" + member)));
        return texts;
    }

    static void require(boolean satisfied, String message) {
        if (!satisfied) {
            throw IamErrors.malformedPolicy(message);
        }
    }
}
