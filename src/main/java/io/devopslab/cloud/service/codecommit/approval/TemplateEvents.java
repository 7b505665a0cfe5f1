package io.devopslab.cloud.service.codecommit.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.EventTimes;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.RepositoryEvents;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.List;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplate;

/** Tells EventBridge what happens to approval rule templates. */
public final class TemplateEvents {

    private static final String TYPE = "CodeCommit Approval Rule Template Change";

    private final RepositoryEvents events;
    private final RepositoryCatalog catalog;

    public TemplateEvents(RepositoryEvents events, RepositoryCatalog catalog) {
        this.events = events;
        this.catalog = catalog;
    }

    /**
     * @param event for example {@code approvalRuleTemplateCreated}
     * @param what a sentence about it
     */
    void publish(
            String event,
            ApprovalRuleTemplate template,
            GitCaller caller,
            String what,
            List<StoredRepository> repositories) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("approvalRuleTemplateContentSha256", template.ruleContentSha256());
        detail.put("approvalRuleTemplateId", template.approvalRuleTemplateId());
        detail.put("approvalRuleTemplateName", template.approvalRuleTemplateName());
        detail.put("callerUserArn", caller.arn());
        detail.put("creationDate", EventTimes.text(template.creationDate()));
        detail.put("event", event);
        detail.put("lastModifiedDate", EventTimes.text(template.lastModifiedDate()));
        detail.put(
                "notificationBody",
                "A approval rule template event occurred in the following AWS CodeCommit account: "
                        + caller.account() + ". User: " + caller.arn() + ". Additional information: " + what
                        + " For more information, go to the AWS CodeCommit console.");
        ObjectNode named = detail.putObject("repositories");
        repositories.forEach(row -> named.put(row.name(), row.id()));
        events.publish(TYPE, repositories.stream().map(catalog::arn).toList(), detail);
    }
}
