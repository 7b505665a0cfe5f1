package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.approval.RuleContent;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.review.StoredPullRequest.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.Approval;
import software.amazon.awssdk.services.codecommit.model.ApprovalRule;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;
import software.amazon.awssdk.services.codecommit.model.ApprovalStateRequiredException;
import software.amazon.awssdk.services.codecommit.model.EvaluatePullRequestApprovalRulesRequest;
import software.amazon.awssdk.services.codecommit.model.Evaluation;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestApprovalStatesRequest;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestOverrideStateRequest;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestOverrideStateResponse;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalStateException;
import software.amazon.awssdk.services.codecommit.model.InvalidOverrideStatusException;
import software.amazon.awssdk.services.codecommit.model.InvalidRevisionIdException;
import software.amazon.awssdk.services.codecommit.model.OverrideAlreadySetException;
import software.amazon.awssdk.services.codecommit.model.OverridePullRequestApprovalRulesRequest;
import software.amazon.awssdk.services.codecommit.model.OverrideStatus;
import software.amazon.awssdk.services.codecommit.model.OverrideStatusRequiredException;
import software.amazon.awssdk.services.codecommit.model.PullRequestCannotBeApprovedByAuthorException;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.RevisionIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.RevisionNotCurrentException;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalStateRequest;

/** Who approves a pull request, whether that is enough, and who sets the rules aside. */
public final class PullRequestApprovals {

    private final PullRequestTable table;
    private final Chronicle chronicle;

    public PullRequestApprovals(PullRequestTable table, Chronicle chronicle) {
        this.table = table;
        this.chronicle = chronicle;
    }

    /** Whether the rules are satisfied by the approvals of the current revision, or set aside for it. */
    static Evaluation evaluate(StoredPullRequest row) {
        String revision = row.shown().revisionId();
        List<String> approvers = row.approvals().stream()
                .filter(approval -> approval.revisionId().equals(revision))
                .map(Signature::userArn)
                .toList();
        List<String> satisfied = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (ApprovalRule rule : row.shown().approvalRules()) {
            boolean holds = RuleContent.parse(rule.approvalRuleContent())
                    .filter(content -> content.isSatisfied(approvers))
                    .isPresent();
            (holds ? satisfied : open).add(rule.approvalRuleName());
        }
        boolean overridden = overrider(row, revision).isPresent();
        return Evaluation.builder()
                .approved(open.isEmpty() || overridden)
                .overridden(overridden)
                .approvalRulesSatisfied(satisfied)
                .approvalRulesNotSatisfied(open)
                .build();
    }

    private static Optional<String> overrider(StoredPullRequest row, String revision) {
        return row.overrides().stream()
                .filter(override -> override.revisionId().equals(revision))
                .map(Signature::userArn)
                .findFirst();
    }

    public Evaluation evaluate(EvaluatePullRequestApprovalRulesRequest request) {
        StoredPullRequest row = table.get(request.pullRequestId());
        requireCurrent(row, revision(request.revisionId()));
        return evaluate(row);
    }

    private static String revision(@Nullable String revision) {
        String text = Names.required(revision, RevisionIdRequiredException::builder, "A revision ID");
        if (!text.matches("[0-9a-f]{64}")) {
            throw Errors.of(
                    InvalidRevisionIdException.builder(),
                    "The revision ID is not valid. Use GetPullRequest to determine the value.");
        }
        return text;
    }

    private static void requireCurrent(StoredPullRequest row, String revision) {
        if (!row.shown().revisionId().equals(revision)) {
            throw Errors.of(
                    RevisionNotCurrentException.builder(),
                    "The revision ID provided in the request does not match the current revision ID. Use "
                            + "GetPullRequest to retrieve the current revision ID.");
        }
    }

    /** Approves a revision, or takes the approval back. */
    public void update(UpdatePullRequestApprovalStateRequest request, GitCaller caller) {
        String revision = revision(request.revisionId());
        ApprovalState state = state(request.approvalState());
        table.change(table.get(request.pullRequestId()).id(), row -> {
            PullRequestTable.requireOpen(row);
            requireCurrent(row, revision);
            if (row.shown().authorArn().equals(caller.arn())) {
                throw Errors.of(
                        PullRequestCannotBeApprovedByAuthorException.builder(),
                        "The approval cannot be applied because the user approving the pull request matches the user "
                                + "who created the pull request. You cannot approve a pull request that you created.");
            }
            StoredPullRequest changed = chronicle.note(
                    row.approvedBy(signed(row.approvals(), revision, caller, state == ApprovalState.APPROVE)),
                    PullRequestEventType.PULL_REQUEST_APPROVAL_STATE_CHANGED,
                    caller,
                    event -> event.approvalStateChangedEventMetadata(
                            approval -> approval.revisionId(revision).approvalStatus(state)));
            chronicle.tell(
                    changed,
                    "pullRequestApprovalStateChanged",
                    caller,
                    "Event: Updated. Additional information: A user has changed their approval state for the pull "
                            + "request. State change: " + state + ".",
                    detail -> detail.put("approvalStatus", state.toString()));
            return changed;
        });
    }

    private static ApprovalState state(@Nullable ApprovalState state) {
        if (state == null) {
            throw Errors.of(
                    ApprovalStateRequiredException.builder(), "An approval state is required, but was not specified.");
        }
        if (state == ApprovalState.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidApprovalStateException.builder(),
                    "The state for the approval is not valid. Valid values include APPROVE and REVOKE.");
        }
        return state;
    }

    /** The list with the caller's word on the revision, or without it. */
    private static List<Signature> signed(List<Signature> before, String revision, GitCaller caller, boolean isGiven) {
        Signature own = new Signature(revision, caller.arn());
        List<Signature> after = new ArrayList<>(before);
        after.remove(own);
        if (isGiven) {
            after.add(own);
        }
        return after;
    }

    public List<Approval> states(GetPullRequestApprovalStatesRequest request) {
        StoredPullRequest row = table.get(request.pullRequestId());
        String revision = revision(request.revisionId());
        return row.approvals().stream()
                .filter(approval -> approval.revisionId().equals(revision))
                .map(approval -> Approval.builder()
                        .userArn(approval.userArn())
                        .approvalState(ApprovalState.APPROVE)
                        .build())
                .toList();
    }

    /** Sets the rules aside for a revision, or puts them in force again. */
    public void override(OverridePullRequestApprovalRulesRequest request, GitCaller caller) {
        String revision = revision(request.revisionId());
        OverrideStatus status = status(request.overrideStatus());
        table.change(table.get(request.pullRequestId()).id(), row -> {
            PullRequestTable.requireOpen(row);
            requireCurrent(row, revision);
            boolean isSet = status == OverrideStatus.OVERRIDE;
            if (isSet && overrider(row, revision).isPresent()) {
                throw Errors.of(
                        OverrideAlreadySetException.builder(),
                        "The pull request has already had its approval rules set to override.");
            }
            List<Signature> overrides = isSet ? List.of(new Signature(revision, caller.arn())) : List.of();
            StoredPullRequest changed = chronicle.note(
                    row.overriddenBy(overrides),
                    PullRequestEventType.PULL_REQUEST_APPROVAL_RULE_OVERRIDDEN,
                    caller,
                    event -> event.approvalRuleOverriddenEventMetadata(
                            override -> override.revisionId(revision).overrideStatus(status)));
            chronicle.tell(
                    changed,
                    "pullRequestApprovalRuleOverridden",
                    caller,
                    "Event: Updated. Additional information: An override event has occurred for the approval rules "
                            + "for this pull request. Override status: " + status + ".",
                    detail -> detail.put("overrideStatus", status.toString()));
            return changed;
        });
    }

    private static OverrideStatus status(@Nullable OverrideStatus status) {
        if (status == null) {
            throw Errors.of(
                    OverrideStatusRequiredException.builder(),
                    "An override status is required, but no value was provided. Valid values include OVERRIDE and "
                            + "REVOKE.");
        }
        if (status == OverrideStatus.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidOverrideStatusException.builder(),
                    "The override status is not valid. Valid statuses are OVERRIDE and REVOKE.");
        }
        return status;
    }

    public GetPullRequestOverrideStateResponse overrideState(GetPullRequestOverrideStateRequest request) {
        StoredPullRequest row = table.get(request.pullRequestId());
        Optional<String> overrider = overrider(row, revision(request.revisionId()));
        return GetPullRequestOverrideStateResponse.builder()
                .overridden(overrider.isPresent())
                .overrider(overrider.orElse(null))
                .build();
    }
}
