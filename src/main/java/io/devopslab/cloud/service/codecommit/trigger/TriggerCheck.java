package io.devopslab.cloud.service.codecommit.trigger;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.service.codecommit.repository.Names;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerBranchNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerCustomDataException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerDestinationArnException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerEventsException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryTriggerRegionException;
import software.amazon.awssdk.services.codecommit.model.MaximumBranchesExceededException;
import software.amazon.awssdk.services.codecommit.model.MaximumRepositoryTriggersExceededException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerDestinationArnRequiredException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerEventEnum;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerEventsListRequiredException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggersListRequiredException;

/** What a trigger may be (CodeCommit User Guide, "Quotas"). */
public final class TriggerCheck {

    private static final int MAX_TRIGGERS = 10;
    private static final int MAX_BRANCHES = 10;
    private static final int MAX_CUSTOM_DATA = 1000;
    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}");
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(sns|lambda):([a-z0-9-]+):\\d{12}:.+");

    private final Scope scope;

    public TriggerCheck(Scope scope) {
        this.scope = scope;
    }

    void all(@Nullable List<RepositoryTrigger> triggers) {
        if (triggers == null) {
            throw Errors.of(
                    RepositoryTriggersListRequiredException.builder(),
                    "The list of triggers for the repository is required, but was not specified.");
        }
        if (triggers.size() > MAX_TRIGGERS) {
            throw Errors.of(
                    MaximumRepositoryTriggersExceededException.builder(),
                    "The number of triggers allowed for the repository was exceeded: " + MAX_TRIGGERS);
        }
        triggers.forEach(this::one);
    }

    private void one(RepositoryTrigger trigger) {
        String name = Names.required(trigger.name(), RepositoryTriggerNameRequiredException::builder, "A trigger name");
        if (!NAME.matcher(name).matches()) {
            throw Errors.of(
                    InvalidRepositoryTriggerNameException.builder(), "The name of the trigger is not valid: " + name);
        }
        destination(trigger);
        branches(trigger);
        events(trigger);
        if (trigger.customData() != null && trigger.customData().length() > MAX_CUSTOM_DATA) {
            throw Errors.of(
                    InvalidRepositoryTriggerCustomDataException.builder(),
                    "The custom data provided for the trigger is not valid.");
        }
    }

    private void destination(RepositoryTrigger trigger) {
        String arn = Names.required(
                trigger.destinationArn(),
                RepositoryTriggerDestinationArnRequiredException::builder,
                "A destination ARN for the target service for the trigger");
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw Errors.of(
                    InvalidRepositoryTriggerDestinationArnException.builder(),
                    "The Amazon Resource Name (ARN) for the trigger is not valid for the specified destination: "
                            + arn);
        }
        if (!matcher.group(2).equals(scope.region())) {
            throw Errors.of(
                    InvalidRepositoryTriggerRegionException.builder(),
                    "The Region for the trigger target does not match the Region for the repository. Triggers must be "
                            + "created in the same Region as the target for the trigger.");
        }
    }

    private static void branches(RepositoryTrigger trigger) {
        if (trigger.branches().size() > MAX_BRANCHES) {
            throw Errors.of(
                    MaximumBranchesExceededException.builder(),
                    "The number of branches for the trigger was exceeded: " + MAX_BRANCHES);
        }
        for (String branch : trigger.branches()) {
            if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
                throw Errors.of(
                        InvalidRepositoryTriggerBranchNameException.builder(),
                        "One or more branch names specified for the trigger is not valid: " + branch);
            }
        }
    }

    private static void events(RepositoryTrigger trigger) {
        List<RepositoryTriggerEventEnum> events = trigger.events();
        if (events.isEmpty()) {
            throw Errors.of(
                    RepositoryTriggerEventsListRequiredException.builder(),
                    "At least one event for the trigger is required, but was not specified.");
        }
        boolean mixed = events.contains(RepositoryTriggerEventEnum.ALL) && events.size() > 1;
        if (mixed || events.contains(RepositoryTriggerEventEnum.UNKNOWN_TO_SDK_VERSION)) {
            throw Errors.of(
                    InvalidRepositoryTriggerEventsException.builder(),
                    "One or more events specified for the trigger is not valid. Check to make sure that all events "
                            + "specified match the requirements for allowed events.");
        }
    }
}
