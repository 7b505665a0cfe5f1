package io.devopslab.cloud.service.codecommit.approval;

import java.util.Set;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplate;

/**
 * An approval rule template.
 *
 * @param repositories the identifiers of the repositories on whose pull requests it puts its rule
 */
public record StoredTemplate(ApprovalRuleTemplate shown, Set<String> repositories) {

    public StoredTemplate {
        repositories = Set.copyOf(repositories);
    }
}
