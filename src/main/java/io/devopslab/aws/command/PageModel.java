package io.devopslab.aws.command;

import io.devopslab.aws.CommandNames;
import io.devopslab.aws.OperationModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/**
 * How the answers of an operation come in pages. AWS's names for it are regular, so it is read off the members; what
 * is not regular stands in the tables.
 *
 * @param inputs the members that ask for a page
 * @param outputs the members that name the next page, in the same order
 * @param limit the member that says how many a page has
 * @param lists the members that are joined
 * @param kept the other members that a joined answer has, taken from the first page
 */
record PageModel(
        List<String> inputs, List<String> outputs, Optional<String> limit, List<String> lists, List<String> kept) {

    private static final List<String> TOKENS = List.of("nextToken", "NextToken", "ContinuationToken", "Marker");
    private static final List<String> LIMITS =
            List.of("maxResults", "MaxResults", "MaxItems", "limit", "Limit", "MaxKeys", "MaxBuckets", "MaxRecords");

    /** Those whose tokens are two, or are named in their own way: the input's, then the output's. */
    private static final Map<String, List<List<String>>> ODD_TOKENS = Map.of(
            "ListObjectVersions",
            List.of(List.of("KeyMarker", "VersionIdMarker"), List.of("NextKeyMarker", "NextVersionIdMarker")),
            "ListMultipartUploads",
            List.of(List.of("KeyMarker", "UploadIdMarker"), List.of("NextKeyMarker", "NextUploadIdMarker")),
            "ListParts",
            List.of(List.of("PartNumberMarker"), List.of("NextPartNumberMarker")),
            "ListTables",
            List.of(List.of("ExclusiveStartTableName"), List.of("LastEvaluatedTableName")));

    private static final List<String> OF_LISTED_OBJECTS = List.of("RequestCharged", "Prefix");

    /** What is no list and yet belongs to the joined answer. */
    private static final Map<String, List<String>> KEPT = Map.of(
            "ListObjects", OF_LISTED_OBJECTS,
            "ListObjectsV2", OF_LISTED_OBJECTS,
            "ListObjectVersions", OF_LISTED_OBJECTS,
            "ListMultipartUploads", OF_LISTED_OBJECTS,
            "ListBuckets", List.of("Owner", "Prefix"),
            "ListParts", List.of("ChecksumAlgorithm", "Initiator", "Owner", "StorageClass", "ChecksumType"),
            "GetGroup", List.of("Group"),
            "GetLifecyclePolicyPreview", List.of("registryId", "repositoryName", "lifecyclePolicyText", "status"),
            "DescribeChangeSet",
                    List.of(
                            "ChangeSetName",
                            "ChangeSetId",
                            "StackId",
                            "StackName",
                            "Description",
                            "Parameters",
                            "CreationTime",
                            "ExecutionStatus",
                            "Status",
                            "StatusReason",
                            "NotificationARNs",
                            "RollbackConfiguration",
                            "Capabilities",
                            "Tags",
                            "ParentChangeSetId",
                            "IncludeNestedStacks",
                            "RootChangeSetId",
                            "OnStackFailure",
                            "ImportExistingResources",
                            "StackDriftStatus",
                            "DeploymentMode"));

    /** Those that the command does not page through although they have a token. */
    private static final Set<String> SINGLE = Set.of(
            "DescribeChangeSetHooks",
            "DescribeStackResourceDrifts",
            "ListTypeRegistrations",
            "ListTypeVersions",
            "DescribeAccountPolicies",
            "DescribeFieldIndexes",
            "DescribeIndexPolicies",
            "DescribeQueryDefinitions",
            "GetQueryResults",
            "ListLogGroups",
            "ListFleets",
            "BatchDescribeMergeConflicts",
            "DescribeMergeConflicts",
            "GetCommentReactions",
            "GetMergeConflicts",
            "ListApprovalRuleTemplates",
            "ListAssociatedApprovalRuleTemplatesForRepository",
            "ListFileCommitHistory",
            "ListRepositoriesForApprovalRuleTemplate",
            "ListApiDestinations",
            "ListArchives",
            "ListConnections",
            "ListEndpoints",
            "ListEventBuses",
            "ListEventSources",
            "ListReplays",
            "GetServiceLastAccessedDetails",
            "ListPoliciesGrantingServiceAccess",
            "ListServiceSpecificCredentials",
            "DescribeDocumentPermission",
            "ListInventoryEntries",
            "DescribeCapacityProviders",
            "ListServiceDeployments",
            "ListStateMachineAliases",
            "ListStateMachineVersions",
            "BatchGetSecretValue",
            "ListSecretVersionIds",
            "ListBucketAnalyticsConfigurations",
            "ListBucketIntelligentTieringConfigurations",
            "ListBucketInventoryConfigurations",
            "ListBucketMetricsConfigurations");

    /** Empty when an answer is all there is. */
    static Optional<PageModel> of(OperationModel operation) {
        String name = operation.name().operation();
        if (SINGLE.contains(name)) {
            return Optional.empty();
        }
        List<String> input = names(operation.input());
        List<String> output = names(operation.output());
        List<List<String>> tokens = ODD_TOKENS.getOrDefault(name, regular(input, output));
        List<String> kept = KEPT.getOrDefault(name, List.of());
        List<String> lists = operation.output().stream()
                .filter(member -> ParameterValues.isA(member, MarshallingKnownType.LIST))
                .map(SdkField::memberName)
                .filter(member -> !kept.contains(member))
                .toList();
        Optional<String> limit = LIMITS.stream().filter(input::contains).findFirst();
        return tokens.isEmpty() || lists.isEmpty()
                ? Optional.empty()
                : Optional.of(new PageModel(tokens.get(0), tokens.get(1), limit, lists, kept));
    }

    private static List<List<String>> regular(List<String> input, List<String> output) {
        return TOKENS.stream()
                .filter(input::contains)
                .flatMap(token -> Stream.of("Next" + token, token)
                        .filter(output::contains)
                        .limit(1)
                        .map(next -> List.of(List.of(token), List.of(next))))
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> names(List<SdkField<?>> members) {
        return members.stream().map(SdkField::memberName).toList();
    }

    /** The options with which a user turns the pages by hand. */
    boolean byHand(Arguments arguments) {
        return Stream.concat(inputs.stream(), limit.stream())
                .map(member -> "--" + CommandNames.of(member))
                .filter(option -> !option.equals("--max-items"))
                .anyMatch(arguments::has);
    }
}
