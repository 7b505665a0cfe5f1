package io.devopslab.cloud.service.codecommit.approval;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Limits;
import io.devopslab.cloud.service.codecommit.repository.Pages;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codecommit.model.BatchAssociateApprovalRuleTemplateWithRepositoriesError;
import software.amazon.awssdk.services.codecommit.model.BatchAssociateApprovalRuleTemplateWithRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchAssociateApprovalRuleTemplateWithRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.BatchDisassociateApprovalRuleTemplateFromRepositoriesError;
import software.amazon.awssdk.services.codecommit.model.BatchDisassociateApprovalRuleTemplateFromRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchDisassociateApprovalRuleTemplateFromRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.ListAssociatedApprovalRuleTemplatesForRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.ListAssociatedApprovalRuleTemplatesForRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesForApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesForApprovalRuleTemplateResponse;
import software.amazon.awssdk.services.codecommit.model.MaximumRuleTemplatesAssociatedWithRepositoryException;

/** Which approval rule templates put their rules on the pull requests of which repositories. */
public final class Associations {

    private static final int PAGE = 1000;
    private static final int MAX_PER_REPOSITORY = 25;

    private final Store store;
    private final TemplateTable templates;
    private final RepositoryCatalog catalog;
    private final TemplateEvents events;

    public Associations(Store store, TemplateTable templates, RepositoryCatalog catalog, TemplateEvents events) {
        this.store = store;
        this.templates = templates;
        this.catalog = catalog;
        this.events = events;
    }

    public void associate(@Nullable String template, @Nullable String repository, GitCaller caller) {
        StoredTemplate row = templates.get(template);
        List<StoredRepository> repositories = List.of(catalog.get(repository));
        link(row, repositories.get(0), true);
        tell("approvalRuleTemplateAssociatedWithRepository", row, caller, "associated with", repositories);
    }

    public void disassociate(@Nullable String template, @Nullable String repository, GitCaller caller) {
        StoredTemplate row = templates.get(template);
        List<StoredRepository> repositories = List.of(catalog.get(repository));
        link(row, repositories.get(0), false);
        tell("approvalRuleTemplateDisassociatedFromRepository", row, caller, "disassociated from", repositories);
    }

    private void link(StoredTemplate template, StoredRepository repository, boolean linked) {
        store.write(() -> {
            if (linked && templates.of(repository.id()).size() >= MAX_PER_REPOSITORY) {
                throw Errors.of(
                        MaximumRuleTemplatesAssociatedWithRepositoryException.builder(),
                        "The maximum number of approval rule templates for a repository has been exceeded. You cannot "
                                + "associate more than 25 approval rule templates with a repository.");
            }
            templates.change(template.shown().approvalRuleTemplateName(), old -> {
                Set<String> repositories = new HashSet<>(old.repositories());
                if (linked) {
                    repositories.add(repository.id());
                } else {
                    repositories.remove(repository.id());
                }
                return new StoredTemplate(old.shown(), repositories);
            });
        });
    }

    private void tell(
            String event, StoredTemplate template, GitCaller caller, String verb, List<StoredRepository> repositories) {
        List<String> names = repositories.stream().map(StoredRepository::name).toList();
        events.publish(
                event,
                template.shown(),
                caller,
                "An approval rule template has been " + verb + " the following repository: " + names + ".",
                repositories);
    }

    /** What came of a batch: the repositories it was done for, and what went wrong with the others. */
    private record Outcome(List<StoredRepository> done, List<Failure> failures) {
        List<String> names() {
            return done.stream().map(StoredRepository::name).toList();
        }
    }

    private record Failure(String repository, String code, String message) {}

    private Outcome link(StoredTemplate template, List<String> names, boolean linked) {
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        for (String name : names) {
            try {
                StoredRepository repository = catalog.get(name);
                link(template, repository, linked);
                outcome.done().add(repository);
            } catch (AwsServiceException e) {
                outcome.failures()
                        .add(new Failure(
                                name,
                                e.awsErrorDetails().errorCode(),
                                e.awsErrorDetails().errorMessage()));
            }
        }
        return outcome;
    }

    public BatchAssociateApprovalRuleTemplateWithRepositoriesResponse batchAssociate(
            BatchAssociateApprovalRuleTemplateWithRepositoriesRequest request, GitCaller caller) {
        StoredTemplate template = templates.get(request.approvalRuleTemplateName());
        Outcome outcome = link(template, request.repositoryNames(), true);
        tell(
                "batchAssociateApprovalRuleTemplateWithRepositories",
                template,
                caller,
                "batch associated with",
                outcome.done());
        return BatchAssociateApprovalRuleTemplateWithRepositoriesResponse.builder()
                .associatedRepositoryNames(outcome.names())
                .errors(outcome.failures().stream()
                        .map(failure -> BatchAssociateApprovalRuleTemplateWithRepositoriesError.builder()
                                .repositoryName(failure.repository())
                                .errorCode(failure.code())
                                .errorMessage(failure.message())
                                .build())
                        .toList())
                .build();
    }

    public BatchDisassociateApprovalRuleTemplateFromRepositoriesResponse batchDisassociate(
            BatchDisassociateApprovalRuleTemplateFromRepositoriesRequest request, GitCaller caller) {
        StoredTemplate template = templates.get(request.approvalRuleTemplateName());
        Outcome outcome = link(template, request.repositoryNames(), false);
        tell(
                "batchDisassociateApprovalRuleTemplateFromRepositories",
                template,
                caller,
                "batch disassociated from",
                outcome.done());
        return BatchDisassociateApprovalRuleTemplateFromRepositoriesResponse.builder()
                .disassociatedRepositoryNames(outcome.names())
                .errors(outcome.failures().stream()
                        .map(failure -> BatchDisassociateApprovalRuleTemplateFromRepositoriesError.builder()
                                .repositoryName(failure.repository())
                                .errorCode(failure.code())
                                .errorMessage(failure.message())
                                .build())
                        .toList())
                .build();
    }

    public ListAssociatedApprovalRuleTemplatesForRepositoryResponse templates(
            ListAssociatedApprovalRuleTemplatesForRepositoryRequest request) {
        StoredRepository repository = catalog.get(request.repositoryName());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        List<String> names = templates.of(repository.id()).stream()
                .map(template -> template.shown().approvalRuleTemplateName())
                .toList();
        Pages.Page<String> page =
                new Pages("templates of " + repository.id()).cut(names, name -> name, request.nextToken(), size);
        return ListAssociatedApprovalRuleTemplatesForRepositoryResponse.builder()
                .approvalRuleTemplateNames(page.items())
                .nextToken(page.token())
                .build();
    }

    public ListRepositoriesForApprovalRuleTemplateResponse repositories(
            ListRepositoriesForApprovalRuleTemplateRequest request) {
        StoredTemplate template = templates.get(request.approvalRuleTemplateName());
        int size = Limits.pageSize(request.maxResults(), PAGE);
        List<String> names = template.repositories().stream()
                .map(catalog::byId)
                .flatMap(Optional::stream)
                .map(StoredRepository::name)
                .sorted()
                .toList();
        Pages.Page<String> page = new Pages(
                        "repositories of " + template.shown().approvalRuleTemplateId())
                .cut(names, name -> name, request.nextToken(), size);
        return ListRepositoriesForApprovalRuleTemplateResponse.builder()
                .repositoryNames(page.items())
                .nextToken(page.token())
                .build();
    }
}
