package io.devopslab.cloud.service.codecommit.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an approval rule asks for (CodeCommit User Guide, "Create an approval rule for a pull request").
 *
 * @param destinations the references of destination branches to which a template applies; none means all
 */
public record RuleContent(List<String> destinations, List<Statement> statements) {

    private static final int MAX_LENGTH = 3000;
    private static final String VERSION = "2018-11-08";
    private static final ObjectMapper JSON = new ObjectMapper();

    public RuleContent {
        destinations = List.copyOf(destinations);
        statements = List.copyOf(statements);
    }

    /**
     * A number of approvals.
     *
     * @param pool patterns of the users whose approvals count; none means everybody
     */
    record Statement(int needed, List<String> pool) {
        Statement {
            pool = List.copyOf(pool);
        }

        boolean isSatisfied(Collection<String> approvers) {
            return approvers.stream()
                            .filter(arn -> pool.isEmpty() || pool.stream().anyMatch(member -> isMember(member, arn)))
                            .count()
                    >= needed;
        }
    }

    /** Reads a rule; empty when it makes no sense. */
    public static Optional<RuleContent> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return parse(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<RuleContent> parse(JsonNode rule) {
        JsonNode statements = rule.path("Statements");
        JsonNode destinations = rule.path("DestinationReferences");
        boolean known = hasOnly(rule, Set.of("Version", "DestinationReferences", "Statements"));
        if (!known || !rule.path("Version").asText().equals(VERSION) || statements.isEmpty()) {
            return Optional.empty();
        }
        if (!destinations.isMissingNode() && !isTexts(destinations)) {
            return Optional.empty();
        }
        List<Statement> read = new ArrayList<>();
        for (JsonNode each : statements) {
            Optional<Statement> statement = statement(each);
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            read.add(statement.get());
        }
        return Optional.of(new RuleContent(texts(destinations), read));
    }

    private static Optional<Statement> statement(JsonNode statement) {
        JsonNode needed = statement.path("NumberOfApprovalsNeeded");
        JsonNode pool = statement.path("ApprovalPoolMembers");
        boolean known = hasOnly(statement, Set.of("Type", "NumberOfApprovalsNeeded", "ApprovalPoolMembers"));
        if (!known || !statement.path("Type").asText().equals("Approvers") || !needed.isInt()) {
            return Optional.empty();
        }
        boolean validPool = pool.isMissingNode() || isTexts(pool);
        return needed.asInt() < 1 || !validPool
                ? Optional.empty()
                : Optional.of(new Statement(needed.asInt(), texts(pool)));
    }

    private static boolean hasOnly(JsonNode node, Set<String> names) {
        return node.isObject() && node.properties().stream().allMatch(member -> names.contains(member.getKey()));
    }

    private static boolean isTexts(JsonNode node) {
        return node.isArray() && texts(node).size() == node.size();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.asText());
            }
        });
        return texts;
    }

    /** Whether the rule applies to pull requests into that branch, for example {@code refs/heads/main}. */
    public boolean appliesTo(String destination) {
        return destinations.isEmpty() || destinations.stream().anyMatch(pattern -> Glob.matches(pattern, destination));
    }

    /** Whether these users' approvals are enough. */
    public boolean isSatisfied(Collection<String> approvers) {
        return statements.stream().allMatch(statement -> statement.isSatisfied(approvers));
    }

    /** {@code CodeCommitApprovers:account:name} means users and federated users, and roles as {@code role/session}. */
    private static boolean isMember(String member, String arn) {
        String[] parts = member.split(":", 3);
        if (!member.startsWith("CodeCommitApprovers:") || parts.length < 3) {
            return Glob.matches(member, arn);
        }
        return Glob.matches("arn:aws:iam::" + parts[1] + ":user/" + parts[2], arn)
                || Glob.matches("arn:aws:sts::" + parts[1] + ":federated-user/" + parts[2], arn)
                || Glob.matches("arn:aws:sts::" + parts[1] + ":assumed-role/" + parts[2], arn);
    }

    /** The SHA-256 of a rule's text, by which changes are noticed. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
