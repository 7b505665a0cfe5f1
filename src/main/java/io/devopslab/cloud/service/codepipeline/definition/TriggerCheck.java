package io.devopslab.cloud.service.codepipeline.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.GitConfiguration;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestFilter;
import software.amazon.awssdk.services.codepipeline.model.GitPushFilter;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineTriggerDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineTriggerProviderType;

/** The rules that the triggers of a declaration must keep (API reference, "PipelineTriggerDeclaration"). */
final class TriggerCheck {

    private static final String CONNECTION = "CodeStarSourceConnection";
    private static final int MOST_FILTERS = 3;
    private static final int MOST_PATTERNS = 8;
    private static final int LONGEST_PATTERN = 255;

    private final PipelineDeclaration pipeline;

    TriggerCheck(PipelineDeclaration pipeline) {
        this.pipeline = pipeline;
    }

    void verify() {
        Set<String> sources = new HashSet<>();
        for (PipelineTriggerDeclaration trigger : pipeline.triggers()) {
            GitConfiguration git = trigger.gitConfiguration();
            boolean known = trigger.providerType() == PipelineTriggerProviderType.CODE_STAR_SOURCE_CONNECTION
                    && git != null
                    && isConnection(git.sourceActionName());
            if (git == null || !known) {
                throw PipelineErrors.structure(
                        "Triggers for connections must reference a CodeStarSourceConnection action.");
            }
            if (!sources.add(git.sourceActionName())) {
                throw PipelineErrors.structure(
                        "The source action " + git.sourceActionName() + " has more than one trigger.");
            }
            checkSize("push", git.push());
            checkSize("pullRequest", git.pullRequest());
            git.push().forEach(TriggerCheck::check);
            git.pullRequest().forEach(TriggerCheck::check);
        }
    }

    private boolean isConnection(@org.jspecify.annotations.Nullable String action) {
        return pipeline.stages().get(0).actions().stream()
                .filter(source -> source.name().equals(action))
                .map(ActionDeclaration::actionTypeId)
                .anyMatch(type -> type.provider().equals(CONNECTION));
    }

    private static void checkSize(String list, List<?> filters) {
        if (filters.size() > MOST_FILTERS) {
            throw PipelineErrors.structure(
                    "A trigger has at most " + MOST_FILTERS + " filters in its list '" + list + "'.");
        }
    }

    private static void check(GitPushFilter filter) {
        if (filter.branches() != null) {
            check(GitFilters.lists(filter.branches()));
        }
        if (filter.filePaths() != null) {
            check(GitFilters.lists(filter.filePaths()));
        }
        if (filter.tags() != null) {
            check(GitFilters.lists(filter.tags()));
        }
    }

    private static void check(GitPullRequestFilter filter) {
        if (filter.branches() != null) {
            check(GitFilters.lists(filter.branches()));
        }
        if (filter.filePaths() != null) {
            check(GitFilters.lists(filter.filePaths()));
        }
    }

    private static void check(GitFilters.Lists lists) {
        check(lists.includes());
        check(lists.excludes());
    }

    private static void check(List<String> patterns) {
        if (patterns.size() > MOST_PATTERNS) {
            throw PipelineErrors.structure("A filter has at most " + MOST_PATTERNS + " patterns in each list.");
        }
        for (String pattern : patterns) {
            try {
                if (pattern.length() > LONGEST_PATTERN) {
                    throw PipelineErrors.structure(
                            "A pattern has at most " + LONGEST_PATTERN + " characters: " + pattern);
                }
                GitFilters.requireGlob(pattern);
            } catch (PatternSyntaxException e) {
                throw PipelineErrors.structure("The pattern " + pattern + " is not a glob pattern.");
            }
        }
    }
}
