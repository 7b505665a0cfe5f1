package io.devopslab.cloud.service.iam;

import static io.devopslab.cloud.service.iam.PolicyDocuments.require;
import static io.devopslab.cloud.service.iam.PolicyDocuments.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements of policies that belong to users, groups and roles, checked in IAM's order. */
final class IdentityStatements {

    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9.-]+");
    private static final Set<String> PARTITIONS = Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "*");
    private static final String LEGACY = "The policy failed legacy parsing";
    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");

    private IdentityStatements() {}

    static void check(List<JsonNode> statements) {
        for (JsonNode statement : statements) {
            require(
                    !statement.has("Principal") && !statement.has("NotPrincipal"),
                    "Policy document should not specify a principal.");
            require(
                    SID.matcher(statement.path("Sid").asText("")).matches(),
                    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                            + " [0-9A-Za-z]*");
        }
        for (JsonNode statement : statements) {
            require(!texts(statement, "Action").isEmpty(), "Policy statement must contain actions.");
            require(!texts(statement, "Resource").isEmpty(), "Policy statement must contain resources.");
        }
        statements.forEach(statement -> texts(statement, "Resource").forEach(IdentityStatements::checkResource));
        statements.forEach(statement -> texts(statement, "Action").forEach(IdentityStatements::checkAction));
    }

    private static void checkAction(String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        require(colon >= 0, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        require(action.indexOf(':', colon + 1) < 0, "Actions/Condition can contain only one colon.");
        String vendor = action.substring(0, colon);
        require(VENDOR.matcher(vendor).matches(), "Vendor " + vendor + " is not valid");
    }

    private static void checkResource(String resource) {
        if (resource.equals("*")) {
            return;
        }
        require(resource.contains(":"), "Resource " + resource + " must be in ARN format or \"*\".");
        List<String> parts = Arrays.asList(resource.split(":", 6));
        String partition = parts.get(1);
        require(
                PARTITIONS.contains(partition) || partition.startsWith("$"),
                "Partition \"" + partition + "\" is not valid for resource \"" + padded(parts) + "\".");
        require(parts.size() > 2, "Resource vendor must be fully qualified and cannot contain regexes.");
        require(parts.size() == 6 && !parts.get(2).isEmpty(), LEGACY);
        checkService(resource, parts.get(2), parts.get(3), parts.get(5));
    }

    private static String padded(List<String> parts) {
        String given = parts.stream().skip(1).collect(Collectors.joining(":"));
        return "arn:" + given + ":*".repeat(6 - parts.size());
    }

    private static void checkService(String resource, String service, String region, String path) {
        if (service.equals("s3")) {
            require(
                    region.isEmpty() || region.equals("*"),
                    "Resource " + resource + " can not contain region information.");
        }
        if (service.equals("iam")) {
            require(
                    region.isEmpty() || region.equals("*"),
                    "IAM resource " + resource + " cannot contain region information.");
            require(
                    path.startsWith("*")
                            || path.equals("root")
                            || IAM_PATHS.stream().anyMatch(path::startsWith),
                    "IAM resource path must either be \"*\" or start with " + String.join(", ", IAM_PATHS) + ".");
        }
    }
}
