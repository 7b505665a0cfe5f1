package io.devopslab.cloud.service.codecommit.approval;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.Names;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplate;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateContentRequiredException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateInUseException;
import software.amazon.awssdk.services.codecommit.model.CreateApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleTemplateContentException;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleTemplateDescriptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidRuleContentSha256Exception;
import software.amazon.awssdk.services.codecommit.model.ListApprovalRuleTemplatesRequest;
import software.amazon.awssdk.services.codecommit.model.ListApprovalRuleTemplatesResponse;
import software.amazon.awssdk.services.codecommit.model.NumberOfRuleTemplatesExceededException;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateContentRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateNameRequest;

/** Makes, changes and deletes approval rule templates. */
public final class Templates {

    private static final Pages PAGES = new Pages("approval rule templates");
    private static final int PAGE = 1000;
    private static final int MAX_TEMPLATES = 1000;
    private static final int MAX_DESCRIPTION = 1000;

    private final ServiceContext context;
    private final TemplateTable table;
    private final TemplateEvents events;

    public Templates(ServiceContext context, TemplateTable table, TemplateEvents events) {
        this.context = context;
        this.table = table;
        this.events = events;
    }

    public ApprovalRuleTemplate create(CreateApprovalRuleTemplateRequest request, GitCaller caller) {
        String name = TemplateTable.name(request.approvalRuleTemplateName());
        String content = content(request.approvalRuleTemplateContent());
        if (table.names().size() >= MAX_TEMPLATES) {
            throw Errors.of(
                    NumberOfRuleTemplatesExceededException.builder(),
                    "The maximum number of approval rule templates has been exceeded for this AWS Region.");
        }
        ApprovalRuleTemplate template = ApprovalRuleTemplate.builder()
                .approvalRuleTemplateId(context.ids().uuid())
                .approvalRuleTemplateName(name)
                .approvalRuleTemplateDescription(description(request.approvalRuleTemplateDescription()))
                .approvalRuleTemplateContent(content)
                .ruleContentSha256(RuleContent.sha256(content))
                .creationDate(context.time().instant())
                .lastModifiedDate(context.time().instant())
                .lastModifiedUser(caller.arn())
                .build();
        context.store().write(() -> {
            table.add(new StoredTemplate(template, Set.of()));
            tell("approvalRuleTemplateCreated", template, caller, "created: " + name);
        });
        return template;
    }

    private static String content(@Nullable String content) {
        String text = Names.required(
                content,
                ApprovalRuleTemplateContentRequiredException::builder,
                "The content of the approval rule template");
        if (RuleContent.parse(text).isEmpty()) {
            throw Errors.of(
                    InvalidApprovalRuleTemplateContentException.builder(),
                    "The content of the approval rule template is not valid.");
        }
        return text;
    }

    private static @Nullable String description(@Nullable String description) {
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw Errors.of(
                    InvalidApprovalRuleTemplateDescriptionException.builder(),
                    "The description for the approval rule template is not valid because it exceeds the maximum "
                            + "characters allowed for a description.");
        }
        return description;
    }

    private void tell(String event, ApprovalRuleTemplate template, GitCaller caller, String what) {
        events.publish(
                event,
                template,
                caller,
                "An approval rule template with the following name has been " + what + ".",
                List.of());
    }

    public ApprovalRuleTemplate get(@Nullable String name) {
        return table.get(name).shown();
    }

    public ListApprovalRuleTemplatesResponse list(ListApprovalRuleTemplatesRequest request) {
        int size = Limits.pageSize(request.maxResults(), PAGE);
        Pages.Page<String> page = PAGES.cut(table.names(), name -> name, request.nextToken(), size);
        return ListApprovalRuleTemplatesResponse.builder()
                .approvalRuleTemplateNames(page.items())
                .nextToken(page.token())
                .build();
    }

    /** Deletes the template and answers its identifier; empty when there was none. */
    public Optional<String> delete(@Nullable String name, GitCaller caller) {
        Optional<StoredTemplate> template = table.find(TemplateTable.name(name));
        template.ifPresent(gone -> {
            if (!gone.repositories().isEmpty()) {
                throw Errors.of(
                        ApprovalRuleTemplateInUseException.builder(),
                        "The approval rule template is associated with one or more repositories. You cannot delete a "
                                + "template that is associated with a repository. Remove all associations, and then "
                                + "try again.");
            }
            context.store().write(() -> {
                table.remove(gone.shown().approvalRuleTemplateName());
                tell(
                        "approvalRuleTemplateDeleted",
                        gone.shown(),
                        caller,
                        "deleted: " + gone.shown().approvalRuleTemplateName());
            });
        });
        return template.map(gone -> gone.shown().approvalRuleTemplateId());
    }

    public ApprovalRuleTemplate updateContent(UpdateApprovalRuleTemplateContentRequest request, GitCaller caller) {
        String content = content(request.newRuleContent());
        ApprovalRuleTemplate old = get(request.approvalRuleTemplateName());
        requireSha(request.existingRuleContentSha256(), old.ruleContentSha256());
        return change(old, caller, template -> template.approvalRuleTemplateContent(content)
                .ruleContentSha256(RuleContent.sha256(content)));
    }

    /** What the requester thinks the content is, if he says so, must be what it is. */
    public static void requireSha(@Nullable String given, String actual) {
        if (given != null && !given.equals(actual)) {
            throw Errors.of(
                    InvalidRuleContentSha256Exception.builder(),
                    "The SHA-256 hash signature for the rule content is not valid.");
        }
    }

    public ApprovalRuleTemplate updateDescription(
            UpdateApprovalRuleTemplateDescriptionRequest request, GitCaller caller) {
        String description = description(request.approvalRuleTemplateDescription());
        return change(
                get(request.approvalRuleTemplateName()),
                caller,
                template -> template.approvalRuleTemplateDescription(description));
    }

    public ApprovalRuleTemplate updateName(UpdateApprovalRuleTemplateNameRequest request, GitCaller caller) {
        String name = TemplateTable.name(request.newApprovalRuleTemplateName());
        return change(
                get(request.oldApprovalRuleTemplateName()),
                caller,
                template -> template.approvalRuleTemplateName(name));
    }

    private ApprovalRuleTemplate change(
            ApprovalRuleTemplate old, GitCaller caller, Consumer<ApprovalRuleTemplate.Builder> change) {
        return context.store().write(() -> {
            ApprovalRuleTemplate changed = table.rename(old.approvalRuleTemplateName(), row -> {
                        ApprovalRuleTemplate.Builder builder = row.shown().toBuilder()
                                .lastModifiedDate(context.time().instant())
                                .lastModifiedUser(caller.arn());
                        change.accept(builder);
                        return new StoredTemplate(builder.build(), row.repositories());
                    })
                    .shown();
            tell("approvalRuleTemplateUpdated", changed, caller, "updated: " + changed.approvalRuleTemplateName());
            return changed;
        });
    }
}
