package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.ConflictDetailLevelTypeEnum;
import software.amazon.awssdk.services.codecommit.model.ConflictResolutionStrategyTypeEnum;
import software.amazon.awssdk.services.codecommit.model.InvalidConflictDetailLevelException;
import software.amazon.awssdk.services.codecommit.model.InvalidConflictResolutionStrategyException;

/** What counts as a conflict, and what is done about it. */
public record MergePolicy(ConflictDetailLevelTypeEnum level, ConflictResolutionStrategyTypeEnum strategy) {

    /** The policy of a request, in which both parts may be left out. */
    public static MergePolicy of(
            @Nullable ConflictDetailLevelTypeEnum level, @Nullable ConflictResolutionStrategyTypeEnum strategy) {
        if (level == ConflictDetailLevelTypeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidConflictDetailLevelException.builder(),
                    "The specified conflict detail level is not valid. Valid values are FILE_LEVEL and LINE_LEVEL.");
        }
        if (strategy == ConflictResolutionStrategyTypeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidConflictResolutionStrategyException.builder(),
                    "The specified conflict resolution strategy is not valid. Valid values are NONE, ACCEPT_SOURCE, "
                            + "ACCEPT_DESTINATION and AUTOMERGE.");
        }
        return new MergePolicy(
                level == null ? ConflictDetailLevelTypeEnum.FILE_LEVEL : level,
                strategy == null ? ConflictResolutionStrategyTypeEnum.NONE : strategy);
    }

    /** Whether changes on different lines of one file go together. */
    boolean mergesLines() {
        return level == ConflictDetailLevelTypeEnum.LINE_LEVEL || isAutomatic();
    }

    boolean isAutomatic() {
        return strategy == ConflictResolutionStrategyTypeEnum.AUTOMERGE;
    }

    boolean acceptsSource() {
        return strategy == ConflictResolutionStrategyTypeEnum.ACCEPT_SOURCE;
    }

    boolean acceptsDestination() {
        return strategy == ConflictResolutionStrategyTypeEnum.ACCEPT_DESTINATION;
    }
}
