package io.devopslab.cloud.service.codecommit.approval;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codecommit.repository.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateNameAlreadyExistsException;
import software.amazon.awssdk.services.codecommit.model.ApprovalRuleTemplateNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidApprovalRuleTemplateNameException;

/** The approval rule templates, by name. */
public final class TemplateTable {

    private static final int MAX_NAME = 100;

    private final Store store;
    private final Table<StoredTemplate> rows;

    public TemplateTable(Store store) {
        this.store = store;
        this.rows = store.table("approval-rule-templates", StoredTemplate.class);
    }

    static String name(@Nullable String name) {
        String text = Names.required(
                name, ApprovalRuleTemplateNameRequiredException::builder, "An approval rule template name");
        if (text.length() > MAX_NAME || text.isBlank()) {
            throw Errors.of(
                    InvalidApprovalRuleTemplateNameException.builder(),
                    "The name of the approval rule template is not valid. Template names must be between 1 and 100 "
                            + "valid characters in length.");
        }
        return text;
    }

    Optional<StoredTemplate> find(String name) {
        return rows.get(name);
    }

    /** The template of that name, which is checked first. */
    StoredTemplate get(@Nullable String name) {
        String valid = name(name);
        return rows.get(valid).orElseThrow(() -> doesNotExist(valid));
    }

    private static RuntimeException doesNotExist(String name) {
        return Errors.of(
                ApprovalRuleTemplateDoesNotExistException.builder(),
                "The specified approval rule template does not exist: " + name
                        + ". Verify that the name is correct and that you are signed in to the AWS Region where the "
                        + "template was created, and then try again.");
    }

    void add(StoredTemplate template) {
        String name = template.shown().approvalRuleTemplateName();
        if (!rows.putIfAbsent(name, template)) {
            throw Errors.of(
                    ApprovalRuleTemplateNameAlreadyExistsException.builder(),
                    "You cannot create an approval rule template with that name because a template with that name "
                            + "already exists in this AWS Region for your AWS account: " + name);
        }
    }

    StoredTemplate change(String name, UnaryOperator<StoredTemplate> change) {
        return rows.update(name, change).orElseThrow(() -> doesNotExist(name));
    }

    StoredTemplate rename(String oldName, UnaryOperator<StoredTemplate> change) {
        return store.write(() -> {
            StoredTemplate changed = change.apply(rows.remove(oldName).orElseThrow(() -> doesNotExist(oldName)));
            add(changed);
            return changed;
        });
    }

    void remove(String name) {
        rows.remove(name);
    }

    List<String> names() {
        return rows.keys();
    }

    /** The templates that are associated with a repository. */
    public List<StoredTemplate> of(String repositoryId) {
        return rows.values().stream()
                .filter(template -> template.repositories().contains(repositoryId))
                .toList();
    }

    /** Forgets a repository that is gone. */
    public void forget(String repositoryId) {
        for (StoredTemplate template : of(repositoryId)) {
            rows.update(template.shown().approvalRuleTemplateName(), old -> {
                Set<String> left = new HashSet<>(old.repositories());
                left.remove(repositoryId);
                return new StoredTemplate(old.shown(), left);
            });
        }
    }
}
