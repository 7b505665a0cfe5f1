package io.devopslab.cloud.service.codecommit.review;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.service.codecommit.repository.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.CreatePullRequestRequest;
import software.amazon.awssdk.services.codecommit.model.InvalidDescriptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidTargetsException;
import software.amazon.awssdk.services.codecommit.model.InvalidTitleException;
import software.amazon.awssdk.services.codecommit.model.MultipleRepositoriesInPullRequestException;
import software.amazon.awssdk.services.codecommit.model.ReferenceNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.Target;
import software.amazon.awssdk.services.codecommit.model.TargetRequiredException;
import software.amazon.awssdk.services.codecommit.model.TargetsRequiredException;
import software.amazon.awssdk.services.codecommit.model.TitleRequiredException;

/** What a pull request may say. */
final class PullRequestTexts {

    private static final int MAX_TITLE = 150;
    private static final int MAX_DESCRIPTION = 10_240;

    private PullRequestTexts() {}

    static String title(@Nullable String title) {
        String text = Names.required(title, TitleRequiredException::builder, "A pull request title");
        if (text.length() > MAX_TITLE) {
            throw Errors.of(
                    InvalidTitleException.builder(),
                    "The title of the pull request is not valid. Pull request titles cannot exceed 150 characters in "
                            + "length.");
        }
        return text;
    }

    static void description(@Nullable String description) {
        if (description != null && description.length() > MAX_DESCRIPTION) {
            throw Errors.of(
                    InvalidDescriptionException.builder(),
                    "The pull request description is not valid. Descriptions cannot be more than 10,240 characters.");
        }
    }

    /** The one target of a pull request. */
    static Target target(CreatePullRequestRequest request) {
        List<Target> targets = request.targets();
        if (targets.isEmpty()) {
            throw Errors.of(
                    TargetsRequiredException.builder(),
                    "An array of target objects is required. It cannot be empty or null.");
        }
        if (targets.stream().map(Target::repositoryName).distinct().count() > 1) {
            throw Errors.of(
                    MultipleRepositoriesInPullRequestException.builder(),
                    "You cannot include more than one repository in a pull request. Make sure you have specified only "
                            + "one repository name in your request, and then try again.");
        }
        if (targets.size() > 1) {
            throw Errors.of(
                    InvalidTargetsException.builder(),
                    "The targets for the pull request is not valid or not in a valid format: there can be only one.");
        }
        Target target = targets.get(0);
        if (target.repositoryName() == null && target.sourceReference() == null) {
            throw Errors.of(
                    TargetRequiredException.builder(),
                    "A pull request target is required. It cannot be empty or null.");
        }
        Names.repository(target.repositoryName());
        Names.required(target.sourceReference(), ReferenceNameRequiredException::builder, "A reference name");
        return target;
    }
}
