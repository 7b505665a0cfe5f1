package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.approval.RuleContent;
import io.devopslab.cloud.service.codecommit.approval.TemplateTable;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories.Opened;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ApprovalRule;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplate;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.IdempotencyParameterMismatchException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestStatusException;
import software.amazon.awssdk.services.codecommit.model.InvalidPullRequestStatusUpdateException;
import software.amazon.awssdk.services.codecommit.model.MaximumOpenPullRequestsExceededException;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestEventType;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusRequiredException;
import software.amazon.awssdk.services.codecommit.model.PullRequestTarget;
import software.amazon.awssdk.services.codecommit.model.Target;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestStatusRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestTitleRequest;

/** Makes and changes pull requests. */
public final class PullRequests {

    private static final int MAX_OPEN = 1000;

    private final ServiceContext context;
    private final OpenRepositories repositories;
    private final PullRequestTable table;
    private final TemplateTable templates;
    private final Chronicle chronicle;
    private final Table<Token> tokens;

    /** A client's token, which makes a request that is sent twice count once. */
    record Token(String pullRequestId, String request) {}

    public PullRequests(
            ServiceContext context,
            OpenRepositories repositories,
            PullRequestTable table,
            TemplateTable templates,
            Chronicle chronicle) {
        this.context = context;
        this.repositories = repositories;
        this.table = table;
        this.templates = templates;
        this.chronicle = chronicle;
        this.tokens = context.store().table("pull-request-tokens", Token.class);
    }

    public PullRequest create(CreatePullRequestRequest request, GitCaller caller) {
        PullRequestTexts.title(request.title());
        PullRequestTexts.description(request.description());
        Target target = PullRequestTexts.target(request);
        Optional<PullRequest> earlier = earlier(request);
        return earlier.orElseGet(() -> repositories.change(
                target.repositoryName(), caller, opened -> create(opened, request, target, caller)));
    }

    private Optional<PullRequest> earlier(CreatePullRequestRequest request) {
        return Optional.ofNullable(request.clientRequestToken())
                .flatMap(tokens::get)
                .map(token -> {
                    if (!token.request().equals(request.toString())) {
                        throw Errors.of(
                                IdempotencyParameterMismatchException.builder(),
                                "The client request token is not valid. Either the token is not in a valid format, or "
                                        + "the token has been used in a previous request and cannot be reused.");
                    }
                    return get(token.pullRequestId());
                });
    }

    private PullRequest create(Opened opened, CreatePullRequestRequest request, Target target, GitCaller caller)
            throws IOException {
        PullRequestTarget branches = PullRequestTargets.resolve(opened, target);
        List<ApprovalRule> rules = templates.of(opened.row().id()).stream()
                .map(template -> template.shown())
                .filter(template -> RuleContent.parse(template.approvalRuleTemplateContent())
                        .filter(content -> content.appliesTo(branches.destinationReference()))
                        .isPresent())
                .map(template -> rule(template, caller))
                .toList();
        return context.store().write(() -> {
            requireRoom(opened);
            PullRequest shown = PullRequest.builder()
                    .pullRequestId(table.nextId())
                    .title(request.title())
                    .description(request.description())
                    .creationDate(context.time().instant())
                    .pullRequestStatus(PullRequestStatusEnum.OPEN)
                    .authorArn(caller.arn())
                    .pullRequestTargets(branches)
                    .clientRequestToken(request.clientRequestToken())
                    .revisionId(context.ids().hex(64))
                    .approvalRules(rules)
                    .build();
            return keep(opened, shown, request, caller);
        });
    }

    private void requireRoom(Opened opened) {
        if (table.of(opened.row().id()).stream()
                        .filter(StoredPullRequest::isOpen)
                        .count()
                >= MAX_OPEN) {
            throw Errors.of(
                    MaximumOpenPullRequestsExceededException.builder(),
                    "You cannot create the pull request because the repository has too many open pull requests. The "
                            + "maximum number of open pull requests for a repository is 1,000. Close one or more open "
                            + "pull requests, and then try again.");
        }
    }

    private PullRequest keep(Opened opened, PullRequest shown, CreatePullRequestRequest request, GitCaller caller) {
        PullRequestTarget target = shown.pullRequestTargets().get(0);
        StoredPullRequest row = chronicle.note(
                new StoredPullRequest(shown, opened.row().id(), List.of(), List.of(), List.of()),
                PullRequestEventType.PULL_REQUEST_CREATED,
                caller,
                event -> event.pullRequestCreatedEventMetadata(
                        created -> created.repositoryName(opened.row().name())
                                .sourceCommitId(target.sourceCommit())
                                .destinationCommitId(target.destinationCommit())
                                .mergeBase(target.mergeBase())));
        table.put(row);
        if (request.clientRequestToken() != null) {
            tokens.put(request.clientRequestToken(), new Token(row.id(), request.toString()));
        }
        chronicle.tell(
                row,
                "pullRequestCreated",
                caller,
                "Event: Created. The pull request was created with the following information: Pull Request ID as "
                        + row.id() + " and title as " + shown.title() + ".",
                detail -> {});
        return table.show(row);
    }

    private ApprovalRule rule(ApprovalRuleTemplate template, GitCaller caller) {
        return ApprovalRule.builder()
                .approvalRuleId(context.ids().uuid())
                .approvalRuleName(template.approvalRuleTemplateName())
                .approvalRuleContent(template.approvalRuleTemplateContent())
                .ruleContentSha256(template.ruleContentSha256())
                .creationDate(context.time().instant())
                .lastModifiedDate(context.time().instant())
                .lastModifiedUser(caller.arn())
                .originApprovalRuleTemplate(origin -> origin.approvalRuleTemplateId(template.approvalRuleTemplateId())
                        .approvalRuleTemplateName(template.approvalRuleTemplateName()))
                .build();
    }

    public PullRequest get(@Nullable String id) {
        return table.show(table.get(id));
    }

    /** The identifier of the repository that a pull request belongs to. */
    public String repositoryOf(@Nullable String id) {
        return table.get(id).repositoryId();
    }

    public PullRequest updateTitle(UpdatePullRequestTitleRequest request) {
        String title = PullRequestTexts.title(request.title());
        return update(table.getOpen(request.pullRequestId()), row -> row.with(shown -> shown.title(title)));
    }

    public PullRequest updateDescription(UpdatePullRequestDescriptionRequest request) {
        PullRequestTexts.description(request.description());
        return update(
                table.getOpen(request.pullRequestId()),
                row -> row.with(shown -> shown.description(request.description())));
    }

    private PullRequest update(StoredPullRequest row, UnaryOperator<StoredPullRequest> change) {
        return table.show(table.change(row.id(), old -> {
            PullRequestTable.requireOpen(old);
            return change.apply(old)
                    .with(shown -> shown.lastActivityDate(context.time().instant()));
        }));
    }

    public PullRequest updateStatus(UpdatePullRequestStatusRequest request, GitCaller caller) {
        StoredPullRequest row = table.get(request.pullRequestId());
        PullRequestStatusEnum status = request.pullRequestStatus();
        if (status == null) {
            throw Errors.of(
                    PullRequestStatusRequiredException.builder(),
                    "A pull request status is required, but none was provided.");
        }
        if (status == PullRequestStatusEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidPullRequestStatusException.builder(),
                    "The pull request status is not valid. The only valid values are OPEN and CLOSED.");
        }
        if (status == PullRequestStatusEnum.OPEN && !row.isOpen()) {
            throw Errors.of(
                    InvalidPullRequestStatusUpdateException.builder(),
                    "The pull request status update is not valid. The only valid update is from OPEN to CLOSED.");
        }
        if (status == PullRequestStatusEnum.CLOSED && row.isOpen()) {
            return table.show(table.change(row.id(), old -> close(old, caller)));
        }
        return table.show(row);
    }

    /** Inside a write: closes the pull request without a merge. */
    StoredPullRequest close(StoredPullRequest row, GitCaller caller) {
        StoredPullRequest closed = chronicle.note(
                row.with(shown -> shown.pullRequestStatus(PullRequestStatusEnum.CLOSED)),
                PullRequestEventType.PULL_REQUEST_STATUS_CHANGED,
                caller,
                event -> event.pullRequestStatusChangedEventMetadata(
                        changed -> changed.pullRequestStatus(PullRequestStatusEnum.CLOSED)));
        chronicle.tell(
                closed,
                "pullRequestStatusChanged",
                caller,
                "The pull request status has been updated. The status is closed.",
                detail -> {});
        return closed;
    }
}
