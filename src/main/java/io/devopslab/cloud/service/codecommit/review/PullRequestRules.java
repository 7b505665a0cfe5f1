package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.approval.RuleContent;
import io.devopslab.cloud.service.codecommit.approval.Templates;
import io.devopslab.cloud.service.codecommit.repository.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ApprovalRule;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleNameAlreadyExistsException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.CannotDeleteApprovalRuleFromTemplateException;
import software.amazon.awssdk.services.codecommit.model.CannotModifyApprovalRuleFromTemplateException;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestApprovalRuleRequest;
import software.amazon.awssdk.services.codecommit.model.DeletePullRequestApprovalRuleRequest;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleContentException;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleNameException;
import software.amazon.awssdk.services.codecommit.model.NumberOfRulesExceededException;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalRuleContentRequest;

/** The approval rules of single pull requests; those that came from a template cannot be touched here. */
public final class PullRequestRules {

    private static final int MAX_NAME = 100;
    private static final int MAX_RULES = 30;

    private final ServiceContext context;
    private final PullRequestTable table;
    private final Chronicle chronicle;

    public PullRequestRules(ServiceContext context, PullRequestTable table, Chronicle chronicle) {
        this.context = context;
        this.table = table;
        this.chronicle = chronicle;
    }

    public ApprovalRule create(CreatePullRequestApprovalRuleRequest request, GitCaller caller) {
        String name = name(request.approvalRuleName());
        String content = content(request.approvalRuleContent());
        ApprovalRule rule = ApprovalRule.builder()
                .approvalRuleId(context.ids().uuid())
                .approvalRuleName(name)
                .approvalRuleContent(content)
                .ruleContentSha256(RuleContent.sha256(content))
                .creationDate(context.time().instant())
                .lastModifiedDate(context.time().instant())
                .lastModifiedUser(caller.arn())
                .build();
        table.change(table.getOpen(request.pullRequestId()).id(), row -> {
            PullRequestTable.requireOpen(row);
            List<ApprovalRule> rules = new ArrayList<>(row.shown().approvalRules());
            if (find(row, name).isPresent()) {
                throw Errors.of(
                        ApprovalRuleNameAlreadyExistsException.builder(),
                        "An approval rule with that name already exists: " + name
                                + ". Approval rule names must be unique within the scope of a pull request.");
            }
            if (rules.size() >= MAX_RULES) {
                throw Errors.of(
                        NumberOfRulesExceededException.builder(),
                        "The approval rule cannot be added. The pull request has the maximum number of approval rules "
                                + "associated with it.");
            }
            rules.add(rule);
            return changed(row, rules, rule, Change.CREATED, caller);
        });
        return rule;
    }

    private static String name(@Nullable String name) {
        String text = Names.required(name, ApprovalRuleNameRequiredException::builder, "An approval rule name");
        if (text.length() > MAX_NAME || text.isBlank()) {
            throw Errors.of(InvalidApprovalRuleNameException.builder(), "The name for the approval rule is not valid.");
        }
        return text;
    }

    private static String content(@Nullable String content) {
        String text = Names.required(
                content, ApprovalRuleContentRequiredException::builder, "The content of the approval rule");
        if (RuleContent.parse(text)
                .filter(rule -> rule.destinations().isEmpty())
                .isEmpty()) {
            throw Errors.of(
                    InvalidApprovalRuleContentException.builder(), "The content for the approval rule is not valid.");
        }
        return text;
    }

    private static Optional<ApprovalRule> find(StoredPullRequest row, String name) {
        return row.shown().approvalRules().stream()
                .filter(rule -> rule.approvalRuleName().equals(name))
                .findFirst();
    }

    /** What can happen to a rule. */
    private enum Change {
        CREATED(PullRequestEventType.PULL_REQUEST_APPROVAL_RULE_CREATED, "pullRequestApprovalRuleCreated"),
        UPDATED(PullRequestEventType.PULL_REQUEST_APPROVAL_RULE_UPDATED, "pullRequestApprovalRuleUpdated"),
        DELETED(PullRequestEventType.PULL_REQUEST_APPROVAL_RULE_DELETED, "pullRequestApprovalRuleDeleted");

        final PullRequestEventType type;
        final String event;

        Change(PullRequestEventType type, String event) {
            this.type = type;
            this.event = event;
        }
    }

    private StoredPullRequest changed(
            StoredPullRequest row, List<ApprovalRule> rules, ApprovalRule rule, Change change, GitCaller caller) {
        StoredPullRequest changed = chronicle.note(
                row.with(shown -> shown.approvalRules(rules)),
                change.type,
                caller,
                event -> event.approvalRuleEventMetadata(metadata -> metadata.approvalRuleId(rule.approvalRuleId())
                        .approvalRuleName(rule.approvalRuleName())
                        .approvalRuleContent(rule.approvalRuleContent())));
        chronicle.tell(
                changed,
                change.event,
                caller,
                "Event: Updated. Additional information: An approval rule has been "
                        + change.name().toLowerCase(java.util.Locale.ROOT) + " with the following name: "
                        + rule.approvalRuleName() + ".",
                detail -> detail.put("approvalRuleContentSha256", rule.ruleContentSha256())
                        .put("approvalRuleId", rule.approvalRuleId())
                        .put("approvalRuleName", rule.approvalRuleName()));
        return changed;
    }

    public ApprovalRule update(UpdatePullRequestApprovalRuleContentRequest request, GitCaller caller) {
        String name = name(request.approvalRuleName());
        String content = content(request.newRuleContent());
        StoredPullRequest updated =
                table.change(table.getOpen(request.pullRequestId()).id(), row -> {
                    PullRequestTable.requireOpen(row);
                    ApprovalRule old = find(row, name)
                            .orElseThrow(() -> Errors.of(
                                    ApprovalRuleDoesNotExistException.builder(),
                                    "The specified approval rule does not exist: " + name));
                    if (old.originApprovalRuleTemplate() != null) {
                        throw Errors.of(
                                CannotModifyApprovalRuleFromTemplateException.builder(),
                                "The approval rule cannot be modified for the pull request because it was created by an "
                                        + "approval rule template and applied to the pull request automatically.");
                    }
                    Templates.requireSha(request.existingRuleContentSha256(), old.ruleContentSha256());
                    ApprovalRule rule = old.toBuilder()
                            .approvalRuleContent(content)
                            .ruleContentSha256(RuleContent.sha256(content))
                            .lastModifiedDate(context.time().instant())
                            .lastModifiedUser(caller.arn())
                            .build();
                    List<ApprovalRule> rules = row.shown().approvalRules().stream()
                            .map(each -> each.equals(old) ? rule : each)
                            .toList();
                    return changed(row, rules, rule, Change.UPDATED, caller);
                });
        return find(updated, name).orElseThrow();
    }

    /** Deletes the rule and answers its identifier; empty when there was none. */
    public Optional<String> delete(DeletePullRequestApprovalRuleRequest request, GitCaller caller) {
        String name = name(request.approvalRuleName());
        StoredPullRequest before = table.getOpen(request.pullRequestId());
        Optional<ApprovalRule> rule = find(before, name);
        if (rule.filter(found -> found.originApprovalRuleTemplate() != null).isPresent()) {
            throw Errors.of(
                    CannotDeleteApprovalRuleFromTemplateException.builder(),
                    "The approval rule cannot be deleted from the pull request because it was created by an approval "
                            + "rule template and applied to the pull request automatically.");
        }
        rule.ifPresent(found -> table.change(before.id(), row -> {
            PullRequestTable.requireOpen(row);
            List<ApprovalRule> rules = row.shown().approvalRules().stream()
                    .filter(each -> !each.approvalRuleName().equals(name))
                    .toList();
            return changed(row, rules, found, Change.DELETED, caller);
        }));
        return rule.map(ApprovalRule::approvalRuleId);
    }
}
