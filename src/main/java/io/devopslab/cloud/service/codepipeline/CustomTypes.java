package io.devopslab.cloud.service.codepipeline;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.service.codepipeline.definition.ActionTypes;
import io.devopslab.cloud.service.codepipeline.definition.PipelineErrors;
import io.devopslab.cloud.service.codepipeline.definition.RuleTypes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ArtifactDetails;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeResponse;
import software.amazon.awssdk.services.codepipeline.model.DeleteCustomActionTypeRequest;
import software.amazon.awssdk.services.codepipeline.model.DeleteCustomActionTypeResponse;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListRuleTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The operations on action types. */
final class CustomTypes {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]+");

    private final ActionTypes types;

    CustomTypes(ActionTypes types) {
        this.types = types;
    }

    CreateCustomActionTypeResponse create(CreateCustomActionTypeRequest request) {
        identity(request.categoryAsString(), request.provider(), request.version())
                .required("inputArtifactDetails", request.inputArtifactDetails())
                .required("outputArtifactDetails", request.outputArtifactDetails())
                .verify(ValidationException.builder());
        new Constraints()
                .required(
                        "inputArtifactDetails.minimumCount",
                        request.inputArtifactDetails().minimumCount())
                .required(
                        "inputArtifactDetails.maximumCount",
                        request.inputArtifactDetails().maximumCount())
                .required(
                        "outputArtifactDetails.minimumCount",
                        request.outputArtifactDetails().minimumCount())
                .required(
                        "outputArtifactDetails.maximumCount",
                        request.outputArtifactDetails().maximumCount())
                .size("configurationProperties", request.configurationProperties(), 0, 10)
                .verify(ValidationException.builder());
        check(request.inputArtifactDetails());
        check(request.outputArtifactDetails());
        ActionType type = ActionType.builder()
                .id(id(request.categoryAsString(), request.provider(), request.version()))
                .settings(request.settings())
                .actionConfigurationProperties(request.configurationProperties())
                .inputArtifactDetails(request.inputArtifactDetails())
                .outputArtifactDetails(request.outputArtifactDetails())
                .build();
        if (!types.add(type)) {
            throw PipelineErrors.validation("ActionType (" + PipelineErrors.describe(type.id()) + ") already exists");
        }
        return CreateCustomActionTypeResponse.builder()
                .actionType(type)
                .tags(request.tags())
                .build();
    }

    private static void check(ArtifactDetails details) {
        if (details.minimumCount() > details.maximumCount()) {
            throw PipelineErrors.validation("Maximum Number of Artifacts (" + details.maximumCount()
                    + ") has to be greater than or equal to minimum (" + details.minimumCount() + ").");
        }
    }

    private static Constraints identity(
            @Nullable String category, @Nullable String provider, @Nullable String version) {
        return new Constraints()
                .required("category", category)
                .oneOf("category", category, ActionCategory.knownValues())
                .required("provider", provider)
                .length("provider", provider, 1, 35)
                .pattern("provider", provider, NAME)
                .required("version", version)
                .length("version", version, 1, 9)
                .pattern("version", version, NAME);
    }

    private static ActionTypeId id(String category, String provider, String version) {
        return ActionTypeId.builder()
                .category(category)
                .owner(ActionOwner.CUSTOM)
                .provider(provider)
                .version(version)
                .build();
    }

    /** Deletes a custom action type; one that is gone already counts as deleted. */
    DeleteCustomActionTypeResponse delete(DeleteCustomActionTypeRequest request) {
        identity(request.categoryAsString(), request.provider(), request.version())
                .verify(ValidationException.builder());
        types.remove(id(request.categoryAsString(), request.provider(), request.version()));
        return DeleteCustomActionTypeResponse.builder().build();
    }

    ListActionTypesResponse list(ListActionTypesRequest request) {
        new Constraints()
                .oneOf("actionOwnerFilter", request.actionOwnerFilterAsString(), ActionOwner.knownValues())
                .verify(ValidationException.builder());
        List<ActionType> found = types.all().stream()
                .filter(type -> request.actionOwnerFilter() == null || type.id().owner() == request.actionOwnerFilter())
                .toList();
        return ListActionTypesResponse.builder().actionTypes(found).build();
    }

    /** No rule can be evaluated here, and none can be declared. */
    ListRuleTypesResponse listRules() {
        return ListRuleTypesResponse.builder().ruleTypes(RuleTypes.all()).build();
    }
}
