package io.devopslab.cloud.service.codecommit;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codecommit.approval.Associations;
import io.devopslab.cloud.service.codecommit.approval.TemplateEvents;
import io.devopslab.cloud.service.codecommit.approval.Templates;
import io.devopslab.cloud.service.codecommit.review.PullRequestApprovals;
import io.devopslab.cloud.service.codecommit.review.PullRequestRules;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.model.AssociateApprovalRuleTemplateWithRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.AssociateApprovalRuleTemplateWithRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.BatchAssociateApprovalRuleTemplateWithRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchAssociateApprovalRuleTemplateWithRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.BatchDisassociateApprovalRuleTemplateFromRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.BatchDisassociateApprovalRuleTemplateFromRepositoriesResponse;
import software.amazon.awssdk.services.codecommit.model.CreateApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.CreateApprovalRuleTemplateResponse;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestApprovalRuleRequest;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestApprovalRuleResponse;
import software.amazon.awssdk.services.codecommit.model.DeleteApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteApprovalRuleTemplateResponse;
import software.amazon.awssdk.services.codecommit.model.DeletePullRequestApprovalRuleRequest;
import software.amazon.awssdk.services.codecommit.model.DeletePullRequestApprovalRuleResponse;
import software.amazon.awssdk.services.codecommit.model.DisassociateApprovalRuleTemplateFromRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.DisassociateApprovalRuleTemplateFromRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.EvaluatePullRequestApprovalRulesRequest;
import software.amazon.awssdk.services.codecommit.model.EvaluatePullRequestApprovalRulesResponse;
import software.amazon.awssdk.services.codecommit.model.GetApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.GetApprovalRuleTemplateResponse;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestApprovalStatesRequest;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestApprovalStatesResponse;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestOverrideStateRequest;
import software.amazon.awssdk.services.codecommit.model.GetPullRequestOverrideStateResponse;
import software.amazon.awssdk.services.codecommit.model.ListApprovalRuleTemplatesRequest;
import software.amazon.awssdk.services.codecommit.model.ListApprovalRuleTemplatesResponse;
import software.amazon.awssdk.services.codecommit.model.ListAssociatedApprovalRuleTemplatesForRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.ListAssociatedApprovalRuleTemplatesForRepositoryResponse;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesForApprovalRuleTemplateRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesForApprovalRuleTemplateResponse;
import software.amazon.awssdk.services.codecommit.model.OverridePullRequestApprovalRulesRequest;
import software.amazon.awssdk.services.codecommit.model.OverridePullRequestApprovalRulesResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateContentRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateContentResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateDescriptionResponse;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateNameRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateApprovalRuleTemplateNameResponse;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalRuleContentRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalRuleContentResponse;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalStateRequest;
import software.amazon.awssdk.services.codecommit.model.UpdatePullRequestApprovalStateResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The part of the API that is about approvals, their rules and the templates of rules. */
abstract class ApprovalOperationsLayer extends PullRequestOperationsLayer {

    private final Templates templates;
    private final Associations associations;
    private final PullRequestRules pullRequestRules;
    private final PullRequestApprovals approvals;

    ApprovalOperationsLayer(ServiceContext context, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        super(context, lambda, sns);
        TemplateEvents templateEvents = new TemplateEvents(events, catalog);
        this.templates = new Templates(context, templateTable, templateEvents);
        this.associations = new Associations(context.store(), templateTable, catalog, templateEvents);
        this.pullRequestRules = new PullRequestRules(context, pullRequestTable, chronicle);
        this.approvals = new PullRequestApprovals(pullRequestTable, chronicle);
    }

    @Override
    public CreatePullRequestApprovalRuleResponse createPullRequestApprovalRule(
            CreatePullRequestApprovalRuleRequest request) {
        return CreatePullRequestApprovalRuleResponse.builder()
                .approvalRule(pullRequestRules.create(request, callers.of(request)))
                .build();
    }

    @Override
    public UpdatePullRequestApprovalRuleContentResponse updatePullRequestApprovalRuleContent(
            UpdatePullRequestApprovalRuleContentRequest request) {
        return UpdatePullRequestApprovalRuleContentResponse.builder()
                .approvalRule(pullRequestRules.update(request, callers.of(request)))
                .build();
    }

    @Override
    public DeletePullRequestApprovalRuleResponse deletePullRequestApprovalRule(
            DeletePullRequestApprovalRuleRequest request) {
        return DeletePullRequestApprovalRuleResponse.builder()
                .approvalRuleId(
                        pullRequestRules.delete(request, callers.of(request)).orElse(null))
                .build();
    }

    @Override
    public UpdatePullRequestApprovalStateResponse updatePullRequestApprovalState(
            UpdatePullRequestApprovalStateRequest request) {
        approvals.update(request, callers.of(request));
        return UpdatePullRequestApprovalStateResponse.builder().build();
    }

    @Override
    public GetPullRequestApprovalStatesResponse getPullRequestApprovalStates(
            GetPullRequestApprovalStatesRequest request) {
        return GetPullRequestApprovalStatesResponse.builder()
                .approvals(approvals.states(request))
                .build();
    }

    @Override
    public EvaluatePullRequestApprovalRulesResponse evaluatePullRequestApprovalRules(
            EvaluatePullRequestApprovalRulesRequest request) {
        return EvaluatePullRequestApprovalRulesResponse.builder()
                .evaluation(approvals.evaluate(request))
                .build();
    }

    @Override
    public OverridePullRequestApprovalRulesResponse overridePullRequestApprovalRules(
            OverridePullRequestApprovalRulesRequest request) {
        approvals.override(request, callers.of(request));
        return OverridePullRequestApprovalRulesResponse.builder().build();
    }

    @Override
    public GetPullRequestOverrideStateResponse getPullRequestOverrideState(GetPullRequestOverrideStateRequest request) {
        return approvals.overrideState(request);
    }

    @Override
    public CreateApprovalRuleTemplateResponse createApprovalRuleTemplate(CreateApprovalRuleTemplateRequest request) {
        return CreateApprovalRuleTemplateResponse.builder()
                .approvalRuleTemplate(templates.create(request, callers.of(request)))
                .build();
    }

    @Override
    public GetApprovalRuleTemplateResponse getApprovalRuleTemplate(GetApprovalRuleTemplateRequest request) {
        return GetApprovalRuleTemplateResponse.builder()
                .approvalRuleTemplate(templates.get(request.approvalRuleTemplateName()))
                .build();
    }

    @Override
    public ListApprovalRuleTemplatesResponse listApprovalRuleTemplates(ListApprovalRuleTemplatesRequest request) {
        return templates.list(request);
    }

    @Override
    public DeleteApprovalRuleTemplateResponse deleteApprovalRuleTemplate(DeleteApprovalRuleTemplateRequest request) {
        return DeleteApprovalRuleTemplateResponse.builder()
                .approvalRuleTemplateId(templates
                        .delete(request.approvalRuleTemplateName(), callers.of(request))
                        .orElse(null))
                .build();
    }

    @Override
    public UpdateApprovalRuleTemplateContentResponse updateApprovalRuleTemplateContent(
            UpdateApprovalRuleTemplateContentRequest request) {
        return UpdateApprovalRuleTemplateContentResponse.builder()
                .approvalRuleTemplate(templates.updateContent(request, callers.of(request)))
                .build();
    }

    @Override
    public UpdateApprovalRuleTemplateDescriptionResponse updateApprovalRuleTemplateDescription(
            UpdateApprovalRuleTemplateDescriptionRequest request) {
        return UpdateApprovalRuleTemplateDescriptionResponse.builder()
                .approvalRuleTemplate(templates.updateDescription(request, callers.of(request)))
                .build();
    }

    @Override
    public UpdateApprovalRuleTemplateNameResponse updateApprovalRuleTemplateName(
            UpdateApprovalRuleTemplateNameRequest request) {
        return UpdateApprovalRuleTemplateNameResponse.builder()
                .approvalRuleTemplate(templates.updateName(request, callers.of(request)))
                .build();
    }

    @Override
    public AssociateApprovalRuleTemplateWithRepositoryResponse associateApprovalRuleTemplateWithRepository(
            AssociateApprovalRuleTemplateWithRepositoryRequest request) {
        associations.associate(request.approvalRuleTemplateName(), request.repositoryName(), callers.of(request));
        return AssociateApprovalRuleTemplateWithRepositoryResponse.builder().build();
    }

    @Override
    public DisassociateApprovalRuleTemplateFromRepositoryResponse disassociateApprovalRuleTemplateFromRepository(
            DisassociateApprovalRuleTemplateFromRepositoryRequest request) {
        associations.disassociate(request.approvalRuleTemplateName(), request.repositoryName(), callers.of(request));
        return DisassociateApprovalRuleTemplateFromRepositoryResponse.builder().build();
    }

    @Override
    public BatchAssociateApprovalRuleTemplateWithRepositoriesResponse
            batchAssociateApprovalRuleTemplateWithRepositories(
                    BatchAssociateApprovalRuleTemplateWithRepositoriesRequest request) {
        return associations.batchAssociate(request, callers.of(request));
    }

    @Override
    public BatchDisassociateApprovalRuleTemplateFromRepositoriesResponse
            batchDisassociateApprovalRuleTemplateFromRepositories(
                    BatchDisassociateApprovalRuleTemplateFromRepositoriesRequest request) {
        return associations.batchDisassociate(request, callers.of(request));
    }

    @Override
    public ListAssociatedApprovalRuleTemplatesForRepositoryResponse listAssociatedApprovalRuleTemplatesForRepository(
            ListAssociatedApprovalRuleTemplatesForRepositoryRequest request) {
        return associations.templates(request);
    }

    @Override
    public ListRepositoriesForApprovalRuleTemplateResponse listRepositoriesForApprovalRuleTemplate(
            ListRepositoriesForApprovalRuleTemplateRequest request) {
        return associations.repositories(request);
    }
}
