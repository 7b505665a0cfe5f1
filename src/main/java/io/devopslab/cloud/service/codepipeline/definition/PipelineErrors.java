package io.devopslab.cloud.service.codepipeline.definition;

import io.devopslab.cloud.kernel.Errors;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.InvalidActionDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** CodePipeline's errors in its own words. */
public final class PipelineErrors {

    private PipelineErrors() {}

    public static AwsServiceException structure(String message) {
        return Errors.of(InvalidStructureException.builder(), message);
    }

    public static AwsServiceException stage(String message) {
        return Errors.of(InvalidStageDeclarationException.builder(), message);
    }

    public static AwsServiceException action(String message) {
        return Errors.of(InvalidActionDeclarationException.builder(), message);
    }

    public static AwsServiceException validation(String message) {
        return Errors.of(ValidationException.builder(), message);
    }

    public static AwsServiceException invalidToken() {
        return Errors.of(InvalidNextTokenException.builder(), "The next token is not valid.");
    }

    public static AwsServiceException noSuchPipeline(String account, String name) {
        return Errors.of(
                PipelineNotFoundException.builder(),
                "Account '" + account + "' does not have a pipeline with name '" + name + "'");
    }

    public static AwsServiceException noSuchStage(String pipeline, String stage) {
        return Errors.of(
                StageNotFoundException.builder(),
                "Pipeline '" + pipeline + "' does not have a stage with name '" + stage + "'");
    }

    public static AwsServiceException noSuchExecution(String pipeline, String id) {
        return Errors.of(
                PipelineExecutionNotFoundException.builder(),
                "Pipeline '" + pipeline + "' does not have an execution with id '" + id + "'");
    }

    static AwsServiceException noSuchActionType(ActionTypeId id, String action, String region) {
        return action("ActionType (" + describe(id) + ") in action '" + action + "' is not available in region "
                + region.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** An action type as the service's messages name it. */
    public static String describe(ActionTypeId id) {
        return "Category: '" + id.categoryAsString() + "', Provider: '" + id.provider() + "', Owner: '"
                + id.ownerAsString() + "', Version: '" + id.version() + "'";
    }
}
