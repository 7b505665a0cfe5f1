package io.devopslab.cloud.service.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.ApprovalRule;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleNameAlreadyExistsException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateInUseException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateNameAlreadyExistsException;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;
import software.amazon.awssdk.services.codecommit.model.CannotDeleteApprovalRuleFromTemplateException;
import software.amazon.awssdk.services.codecommit.model.Comment;
import software.amazon.awssdk.services.codecommit.model.CommentDeletedException;
import software.amazon.awssdk.services.codecommit.model.CommentNotCreatedByCallerException;
import software.amazon.awssdk.services.codecommit.model.IdempotencyParameterMismatchException;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleContentException;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleTemplateContentException;
import software.amazon.awssdk.services.codecommit.model.InvalidFilePositionException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestIdException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestStatusUpdateException;
import software.amazon.awssdk.services.codecommit.model.InvalidReactionValueException;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;
import software.amazon.awssdk.services.codecommit.model.OverrideAlreadySetException;
import software.amazon.awssdk.services.codecommit.model.OverrideStatus;
import software.amazon.awssdk.services.codecommit.model.PathDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestAlreadyClosedException;
import software.amazon.awssdk.services.codecommit.model.PullRequestApprovalRulesNotSatisfiedException;
import software.amazon.awssdk.services.codecommit.model.PullRequestCannotBeApprovedByAuthorException;
import software.amazon.awssdk.services.codecommit.model.PullRequestDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;
import software.amazon.awssdk.services.codecommit.model.ReferenceDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RelativeFileVersionEnum;
import software.amazon.awssdk.services.codecommit.model.RevisionNotCurrentException;
import software.amazon.awssdk.services.codecommit.model.SourceAndDestinationAreSameException;
import software.amazon.awssdk.services.codecommit.model.TipOfSourceReferenceIsDifferentException;

/** Pull requests, approvals and comments as CodeCommit has them, for whatever implements its client. */
@SuppressWarnings("unchecked") // the builders' varargs of consumers
abstract class PullRequestContract {

    private static final String TWO_APPROVERS = rule("", 2, "");

    abstract CodeCommitClient client();

    /** Makes a request come from an IAM user of that name. */
    abstract AwsRequestOverrideConfiguration as(String user);

    private String root = "";
    private String tip = "";

    private static String rule(String destinations, int needed, String pool) {
        return "{\"Version\":\"2018-11-08\"," + destinations
                + "\"Statements\":[{\"Type\":\"Approvers\",\"NumberOfApprovalsNeeded\":" + needed + pool + "}]}";
    }

    @BeforeEach
    void seed() {
        client().createRepository(request -> request.repositoryName("app"));
        root = put("main", "", "a.txt", "one\ntwo\n");
        client().createBranch(request ->
                request.repositoryName("app").branchName("topic").commitId(root));
        tip = put("topic", root, "b.txt", "b\n");
    }

    private String put(String branch, String parent, String path, String content) {
        return client().putFile(request -> request.repositoryName("app")
                        .branchName(branch)
                        .parentCommitId(parent.isEmpty() ? null : parent)
                        .filePath(path)
                        .fileContent(SdkBytes.fromUtf8String(content)))
                .commitId();
    }

    private PullRequest open() {
        return client().createPullRequest(request -> request.overrideConfiguration(as("jane"))
                        .title("Add b")
                        .description("It was missing")
                        .targets(target -> target.repositoryName("app")
                                .sourceReference("topic")
                                .destinationReference("refs/heads/main")))
                .pullRequest();
    }

    private PullRequest get(PullRequest request) {
        return client().getPullRequest(get -> get.pullRequestId(request.pullRequestId()))
                .pullRequest();
    }

    private List<PullRequestEventType> events(PullRequest request) {
        return client()
                .describePullRequestEvents(describe -> describe.pullRequestId(request.pullRequestId()))
                .pullRequestEvents()
                .stream()
                .map(event -> event.pullRequestEventType())
                .toList();
    }

    @Test
    void pull_request_names_its_branches_and_commits() {
        PullRequest made = open();

        PullRequestTarget target = made.pullRequestTargets().get(0);
        assertThat(made.pullRequestId()).isEqualTo("1");
        assertThat(made.pullRequestStatus()).isEqualTo(PullRequestStatusEnum.OPEN);
        assertThat(made.authorArn()).endsWith(":user/jane");
        assertThat(made.revisionId()).matches("[0-9a-f]{64}");
        assertThat(target.sourceReference()).isEqualTo("refs/heads/topic");
        assertThat(target.sourceCommit()).isEqualTo(tip);
        assertThat(target.destinationCommit()).isEqualTo(root);
        assertThat(target.mergeBase()).isEqualTo(root);
        assertThat(target.mergeMetadata().isMerged()).isFalse();
        assertThat(get(made)).isEqualTo(made);
        assertThat(client().listPullRequests(
                                list -> list.repositoryName("app").pullRequestStatus(PullRequestStatusEnum.OPEN))
                        .pullRequestIds())
                .containsExactly("1");
        assertThat(events(made)).containsExactly(PullRequestEventType.PULL_REQUEST_CREATED);
    }

    @Test
    void pull_request_needs_two_branches() {
        assertThatThrownBy(() -> client().createPullRequest(
                                request -> request.title("x").targets(target -> target.repositoryName("app")
                                        .sourceReference("main")
                                        .destinationReference("main"))))
                .isInstanceOf(SourceAndDestinationAreSameException.class);
        assertThatThrownBy(() -> client().createPullRequest(request -> request.title("x")
                        .targets(target -> target.repositoryName("app").sourceReference("none"))))
                .isInstanceOf(ReferenceDoesNotExistException.class);
        assertThatThrownBy(() -> client().getPullRequest(get -> get.pullRequestId("7")))
                .isInstanceOf(PullRequestDoesNotExistException.class);
        assertThatThrownBy(() -> client().getPullRequest(get -> get.pullRequestId("../1")))
                .isInstanceOf(InvalidPullRequestIdException.class);
    }

    @Test
    void request_sent_twice_counts_once() {
        for (int i = 0; i < 2; i++) {
            client().createPullRequest(request -> request.title("x")
                    .clientRequestToken("token")
                    .targets(target -> target.repositoryName("app").sourceReference("topic")));
        }

        assertThat(client().listPullRequests(list -> list.repositoryName("app")).pullRequestIds())
                .hasSize(1);
        assertThatThrownBy(() -> client().createPullRequest(request -> request.title("y")
                        .clientRequestToken("token")
                        .targets(target -> target.repositoryName("app").sourceReference("topic"))))
                .isInstanceOf(IdempotencyParameterMismatchException.class);
    }

    @Test
    void push_makes_a_new_revision_and_takes_approvals_back() {
        PullRequest made = open();
        approve("john", made.revisionId());

        String next = put("topic", tip, "b.txt", "c\n");

        PullRequest now = get(made);
        assertThat(now.revisionId()).isNotEqualTo(made.revisionId());
        assertThat(now.pullRequestTargets().get(0).sourceCommit()).isEqualTo(next);
        assertThat(client().getPullRequestApprovalStates(
                                states -> states.pullRequestId("1").revisionId(now.revisionId()))
                        .approvals())
                .isEmpty();
        assertThat(events(made)).contains(PullRequestEventType.PULL_REQUEST_SOURCE_REFERENCE_UPDATED);
        assertThatThrownBy(() -> approve("john", made.revisionId())).isInstanceOf(RevisionNotCurrentException.class);
    }

    @Test
    void merged_pull_request_is_closed() {
        PullRequest made = open();
        put("main", root, "c.txt", "c\n");

        assertThatThrownBy(() -> client().mergePullRequestBySquash(merge ->
                        merge.pullRequestId("1").repositoryName("app").sourceCommitId(root)))
                .isInstanceOf(TipOfSourceReferenceIsDifferentException.class);
        PullRequest merged = client().mergePullRequestBySquash(merge -> merge.overrideConfiguration(as("john"))
                        .pullRequestId("1")
                        .repositoryName("app")
                        .sourceCommitId(tip)
                        .commitMessage("Add b (#1)"))
                .pullRequest();

        var metadata = merged.pullRequestTargets().get(0).mergeMetadata();
        assertThat(merged.pullRequestStatus()).isEqualTo(PullRequestStatusEnum.CLOSED);
        assertThat(metadata.isMerged()).isTrue();
        assertThat(metadata.mergedBy()).endsWith(":user/john");
        assertThat(metadata.mergeOption()).isEqualTo(MergeOptionTypeEnum.SQUASH_MERGE);
        assertThat(client().getBranch(request -> request.repositoryName("app").branchName("main"))
                        .branch()
                        .commitId())
                .isEqualTo(metadata.mergeCommitId());
        assertThat(events(made))
                .contains(
                        PullRequestEventType.PULL_REQUEST_MERGE_STATE_CHANGED,
                        PullRequestEventType.PULL_REQUEST_STATUS_CHANGED);
        assertThatThrownBy(() -> client().mergePullRequestBySquash(
                                merge -> merge.pullRequestId("1").repositoryName("app")))
                .isInstanceOf(PullRequestAlreadyClosedException.class);
    }

    @Test
    void fast_forward_by_the_api_or_by_a_push_closes_it() {
        open();
        assertThat(client().mergePullRequestByFastForward(
                                merge -> merge.pullRequestId("1").repositoryName("app"))
                        .pullRequest()
                        .pullRequestTargets()
                        .get(0)
                        .mergeMetadata()
                        .mergeOption())
                .isEqualTo(MergeOptionTypeEnum.FAST_FORWARD_MERGE);
        put("topic", tip, "c.txt", "c\n");
        PullRequest second = open();

        client().mergeBranchesByFastForward(merge ->
                merge.repositoryName("app").sourceCommitSpecifier("topic").destinationCommitSpecifier("main"));

        assertThat(get(second).pullRequestStatus()).isEqualTo(PullRequestStatusEnum.CLOSED);
        assertThat(get(second).pullRequestTargets().get(0).mergeMetadata().isMerged())
                .isTrue();
    }

    @Test
    void end_of_the_branch_closes_it_without_a_merge() {
        PullRequest made = open();

        client().deleteBranch(request -> request.repositoryName("app").branchName("topic"));

        assertThat(get(made).pullRequestStatus()).isEqualTo(PullRequestStatusEnum.CLOSED);
        assertThat(get(made).pullRequestTargets().get(0).mergeMetadata().isMerged())
                .isFalse();
    }

    @Test
    void closed_pull_request_stays_closed() {
        open();

        client().updatePullRequestTitle(update -> update.pullRequestId("1").title("New title"));
        client().updatePullRequestDescription(
                        update -> update.pullRequestId("1").description("New text"));
        PullRequest closed = client().updatePullRequestStatus(
                        update -> update.pullRequestId("1").pullRequestStatus(PullRequestStatusEnum.CLOSED))
                .pullRequest();

        assertThat(closed.title()).isEqualTo("New title");
        assertThat(closed.description()).isEqualTo("New text");
        assertThatThrownBy(() -> client().updatePullRequestStatus(
                                update -> update.pullRequestId("1").pullRequestStatus(PullRequestStatusEnum.OPEN)))
                .isInstanceOf(InvalidPullRequestStatusUpdateException.class);
        assertThatThrownBy(() -> client().updatePullRequestTitle(
                                update -> update.pullRequestId("1").title("Other")))
                .isInstanceOf(PullRequestAlreadyClosedException.class);
    }

    private void approve(String user, String revision) {
        client().updatePullRequestApprovalState(update -> update.overrideConfiguration(as(user))
                .pullRequestId("1")
                .revisionId(revision)
                .approvalState(ApprovalState.APPROVE));
    }

    @Test
    void rules_hold_the_merge_back_until_enough_have_approved() {
        String revision = open().revisionId();
        client().createPullRequestApprovalRule(create ->
                create.pullRequestId("1").approvalRuleName("two").approvalRuleContent(TWO_APPROVERS));

        assertThatThrownBy(() -> client().mergePullRequestByThreeWay(
                                merge -> merge.pullRequestId("1").repositoryName("app")))
                .isInstanceOf(PullRequestApprovalRulesNotSatisfiedException.class);
        assertThatThrownBy(() -> approve("jane", revision))
                .isInstanceOf(PullRequestCannotBeApprovedByAuthorException.class);
        approve("john", revision);
        approve("john", revision);
        assertThat(client().evaluatePullRequestApprovalRules(
                                evaluate -> evaluate.pullRequestId("1").revisionId(revision))
                        .evaluation()
                        .approvalRulesNotSatisfied())
                .containsExactly("two");
        approve("mary", revision);

        assertThat(client().getPullRequestApprovalStates(
                                states -> states.pullRequestId("1").revisionId(revision))
                        .approvals())
                .hasSize(2);
        assertThat(client().mergePullRequestByThreeWay(
                                merge -> merge.pullRequestId("1").repositoryName("app"))
                        .pullRequest()
                        .pullRequestStatus())
                .isEqualTo(PullRequestStatusEnum.CLOSED);
    }

    @Test
    void only_members_of_the_pool_count() {
        String revision = open().revisionId();
        client().createPullRequestApprovalRule(create -> create.pullRequestId("1")
                .approvalRuleName("pool")
                .approvalRuleContent(
                        rule("", 1, ",\"ApprovalPoolMembers\":[\"CodeCommitApprovers:123456789012:mar*\"]")));

        approve("john", revision);
        assertThat(isApproved(revision)).isFalse();
        approve("mary", revision);
        assertThat(isApproved(revision)).isTrue();
    }

    private boolean isApproved(String revision) {
        return client().evaluatePullRequestApprovalRules(
                        evaluate -> evaluate.pullRequestId("1").revisionId(revision))
                .evaluation()
                .approved();
    }

    @Test
    void rules_can_be_set_aside() {
        String revision = open().revisionId();
        client().createPullRequestApprovalRule(create ->
                create.pullRequestId("1").approvalRuleName("two").approvalRuleContent(TWO_APPROVERS));

        override(revision, OverrideStatus.OVERRIDE);

        assertThat(isApproved(revision)).isTrue();
        assertThat(client().getPullRequestOverrideState(
                                state -> state.pullRequestId("1").revisionId(revision))
                        .overrider())
                .endsWith(":user/boss");
        assertThatThrownBy(() -> override(revision, OverrideStatus.OVERRIDE))
                .isInstanceOf(OverrideAlreadySetException.class);
        override(revision, OverrideStatus.REVOKE);
        assertThat(isApproved(revision)).isFalse();
    }

    private void override(String revision, OverrideStatus status) {
        client().overridePullRequestApprovalRules(override -> override.overrideConfiguration(as("boss"))
                .pullRequestId("1")
                .revisionId(revision)
                .overrideStatus(status));
    }

    @Test
    void rules_are_changed_and_deleted() {
        open();
        ApprovalRule rule = client().createPullRequestApprovalRule(create ->
                        create.pullRequestId("1").approvalRuleName("r").approvalRuleContent(TWO_APPROVERS))
                .approvalRule();

        assertThatThrownBy(() -> client().createPullRequestApprovalRule(create ->
                        create.pullRequestId("1").approvalRuleName("r").approvalRuleContent(TWO_APPROVERS)))
                .isInstanceOf(ApprovalRuleNameAlreadyExistsException.class);
        assertThatThrownBy(() -> client().updatePullRequestApprovalRuleContent(update ->
                        update.pullRequestId("1").approvalRuleName("r").newRuleContent("{}")))
                .isInstanceOf(InvalidApprovalRuleContentException.class);
        ApprovalRule updated = client().updatePullRequestApprovalRuleContent(update -> update.pullRequestId("1")
                        .approvalRuleName("r")
                        .existingRuleContentSha256(rule.ruleContentSha256())
                        .newRuleContent(rule("", 1, "")))
                .approvalRule();
        assertThat(updated.ruleContentSha256()).isNotEqualTo(rule.ruleContentSha256());
        assertThat(client().deletePullRequestApprovalRule(
                                delete -> delete.pullRequestId("1").approvalRuleName("r"))
                        .approvalRuleId())
                .isEqualTo(rule.approvalRuleId());
    }

    @Test
    void template_puts_its_rule_on_requests_into_its_branches() {
        client().createApprovalRuleTemplate(create -> create.approvalRuleTemplateName("main only")
                .approvalRuleTemplateContent(rule("\"DestinationReferences\":[\"refs/heads/ma*\"],", 1, "")));
        client().createApprovalRuleTemplate(create -> create.approvalRuleTemplateName("release only")
                .approvalRuleTemplateContent(rule("\"DestinationReferences\":[\"refs/heads/release\"],", 1, "")));
        for (String name : List.of("main only", "release only")) {
            client().associateApprovalRuleTemplateWithRepository(associate ->
                    associate.approvalRuleTemplateName(name).repositoryName("app"));
        }

        PullRequest made = open();

        assertThat(made.approvalRules())
                .extracting(ApprovalRule::approvalRuleName)
                .containsExactly("main only");
        assertThat(made.approvalRules().get(0).originApprovalRuleTemplate().approvalRuleTemplateName())
                .isEqualTo("main only");
        assertThatThrownBy(() -> client().deletePullRequestApprovalRule(
                                delete -> delete.pullRequestId("1").approvalRuleName("main only")))
                .isInstanceOf(CannotDeleteApprovalRuleFromTemplateException.class);
    }

    @Test
    void templates_are_listed_changed_and_deleted_when_unused() {
        client().createApprovalRuleTemplate(
                        create -> create.approvalRuleTemplateName("t").approvalRuleTemplateContent(TWO_APPROVERS));
        assertThatThrownBy(() -> client().createApprovalRuleTemplate(create ->
                        create.approvalRuleTemplateName("t").approvalRuleTemplateContent(TWO_APPROVERS)))
                .isInstanceOf(ApprovalRuleTemplateNameAlreadyExistsException.class);
        assertThatThrownBy(() -> client().createApprovalRuleTemplate(
                                create -> create.approvalRuleTemplateName("u").approvalRuleTemplateContent("[]")))
                .isInstanceOf(InvalidApprovalRuleTemplateContentException.class);

        client().updateApprovalRuleTemplateName(
                        update -> update.oldApprovalRuleTemplateName("t").newApprovalRuleTemplateName("v"));
        var batch = client().batchAssociateApprovalRuleTemplateWithRepositories(
                        associate -> associate.approvalRuleTemplateName("v").repositoryNames("app", "none"));

        assertThat(batch.associatedRepositoryNames()).containsExactly("app");
        assertThat(batch.errors())
                .extracting(error -> error.errorCode())
                .containsExactly("RepositoryDoesNotExistException");
        assertThat(client().listApprovalRuleTemplates(list -> {}).approvalRuleTemplateNames())
                .containsExactly("v");
        assertThat(client().listRepositoriesForApprovalRuleTemplate(list -> list.approvalRuleTemplateName("v"))
                        .repositoryNames())
                .containsExactly("app");
        assertThatThrownBy(() -> client().deleteApprovalRuleTemplate(delete -> delete.approvalRuleTemplateName("v")))
                .isInstanceOf(ApprovalRuleTemplateInUseException.class);
        client().batchDisassociateApprovalRuleTemplateFromRepositories(disassociate ->
                disassociate.approvalRuleTemplateName("v").repositoryNames("app"));
        assertThat(client().deleteApprovalRuleTemplate(delete -> delete.approvalRuleTemplateName("v"))
                        .approvalRuleTemplateId())
                .isNotEmpty();
    }

    private Comment comment(String path, long line) {
        return client().postCommentForPullRequest(post -> post.overrideConfiguration(as("john"))
                        .pullRequestId("1")
                        .repositoryName("app")
                        .beforeCommitId(root)
                        .afterCommitId(tip)
                        .content("Why?")
                        .location(location -> location.filePath(path)
                                .filePosition(line)
                                .relativeFileVersion(RelativeFileVersionEnum.AFTER)))
                .comment();
    }

    @Test
    void comments_stand_at_a_line_with_their_answers() {
        open();
        Comment question = comment("b.txt", 1);

        client().postCommentReply(reply -> reply.overrideConfiguration(as("jane"))
                .inReplyTo(question.commentId())
                .content("Because."));

        var data = client().getCommentsForPullRequest(get -> get.pullRequestId("1"))
                .commentsForPullRequestData();
        assertThat(data).hasSize(1);
        assertThat(data.get(0).location().filePath()).isEqualTo("b.txt");
        assertThat(data.get(0).afterBlobId()).isNotEmpty();
        assertThat(data.get(0).comments()).extracting(Comment::content).containsExactly("Why?", "Because.");
        assertThat(data.get(0).comments().get(1).inReplyTo()).isEqualTo(question.commentId());
        assertThatThrownBy(() -> comment("b.txt", 9)).isInstanceOf(InvalidFilePositionException.class);
        assertThatThrownBy(() -> comment("none.txt", 1)).isInstanceOf(PathDoesNotExistException.class);
    }

    @Test
    void comment_belongs_to_its_author_until_it_is_deleted() {
        open();
        Comment comment = comment("b.txt", 1);

        assertThatThrownBy(() -> client().updateComment(update -> update.overrideConfiguration(as("jane"))
                        .commentId(comment.commentId())
                        .content("x")))
                .isInstanceOf(CommentNotCreatedByCallerException.class);
        client().updateComment(update -> update.overrideConfiguration(as("john"))
                .commentId(comment.commentId())
                .content("Why so?"));
        assertThat(client().getComment(get -> get.commentId(comment.commentId()))
                        .comment()
                        .content())
                .isEqualTo("Why so?");
        assertThat(client().deleteCommentContent(delete -> delete.commentId(comment.commentId()))
                        .comment()
                        .deleted())
                .isTrue();
        assertThatThrownBy(() -> client().getComment(get -> get.commentId(comment.commentId())))
                .isInstanceOf(CommentDeletedException.class);
    }

    @Test
    void commits_can_be_commented_and_comments_reacted_to() {
        String id = client().postCommentForComparedCommit(post -> post.repositoryName("app")
                        .beforeCommitId(root)
                        .afterCommitId(tip)
                        .content("Nice"))
                .comment()
                .commentId();

        react(id, "jane", ":thumbsup:");
        react(id, "john", "U+1F44D");
        react(id, "mary", "👎");
        react(id, "mary", "none");

        var reactions = client().getCommentReactions(get -> get.commentId(id)).reactionsForComment();
        assertThat(reactions).hasSize(1);
        assertThat(reactions.get(0).reaction().shortCode()).isEqualTo(":thumbsup:");
        assertThat(reactions.get(0).reactionUsers()).hasSize(2);
        assertThat(client().getCommentsForComparedCommit(get ->
                                get.repositoryName("app").beforeCommitId(root).afterCommitId(tip))
                        .commentsForComparedCommitData()
                        .get(0)
                        .comments()
                        .get(0)
                        .reactionCounts())
                .containsEntry("THUMBSUP", 2);
        assertThatThrownBy(() -> react(id, "jane", ":nonsense:")).isInstanceOf(InvalidReactionValueException.class);
    }

    private void react(String comment, String user, String value) {
        client().putCommentReaction(put ->
                put.overrideConfiguration(as(user)).commentId(comment).reactionValue(value));
    }
}
