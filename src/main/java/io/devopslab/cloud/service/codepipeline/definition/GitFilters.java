package io.devopslab.cloud.service.codepipeline.definition;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codepipeline.model.GitBranchFilterCriteria;
import software.amazon.awssdk.services.codepipeline.model.GitConfiguration;
import software.amazon.awssdk.services.codepipeline.model.GitFilePathFilterCriteria;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestEventType;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestFilter;
import software.amazon.awssdk.services.codepipeline.model.GitPushFilter;
import software.amazon.awssdk.services.codepipeline.model.GitTagFilterCriteria;

/**
 * Whether what happened in a repository starts a pipeline (CodePipeline User Guide, "Add trigger with code push or pull
 * request event types"): one filter must let it pass; within a filter branches and files must both. What is excluded is
 * so even where it is included; where nothing is included, everything else is.
 *
 * <p>Patterns are globs in the words of "Working with glob patterns in syntax", which are Java's.
 */
public final class GitFilters {

    private GitFilters() {}

    /**
     * @param files the files that the push changed, asked for when a filter looks at them
     */
    public static boolean branchPushed(GitConfiguration git, String branch, Supplier<List<String>> files) {
        return git.push().stream()
                .filter(filter -> filter.branches() != null || filter.filePaths() != null || filter.tags() == null)
                .anyMatch(filter -> passes(filter.branches(), branch) && passes(filter.filePaths(), files));
    }

    public static boolean tagPushed(GitConfiguration git, String tag) {
        return git.push().stream().map(GitPushFilter::tags).anyMatch(tags -> tags != null && passes(lists(tags), tag));
    }

    /**
     * @param destination the branch that the pull request is to be merged into
     */
    public static boolean pullRequest(
            GitConfiguration git, GitPullRequestEventType event, String destination, Supplier<List<String>> files) {
        return git.pullRequest().stream()
                .filter(filter -> concerns(filter, event))
                .anyMatch(filter -> passes(filter.branches(), destination) && passes(filter.filePaths(), files));
    }

    private static boolean concerns(GitPullRequestFilter filter, GitPullRequestEventType event) {
        return !filter.hasEvents()
                || filter.events().isEmpty()
                || filter.events().contains(event);
    }

    private static boolean passes(@org.jspecify.annotations.Nullable GitBranchFilterCriteria criteria, String branch) {
        return criteria == null || passes(lists(criteria), branch);
    }

    private static boolean passes(
            @org.jspecify.annotations.Nullable GitFilePathFilterCriteria criteria, Supplier<List<String>> files) {
        return criteria == null || files.get().stream().anyMatch(file -> passes(lists(criteria), file));
    }

    /** The patterns of a filter. */
    record Lists(List<String> includes, List<String> excludes) {}

    static Lists lists(GitBranchFilterCriteria criteria) {
        return new Lists(criteria.includes(), criteria.excludes());
    }

    static Lists lists(GitFilePathFilterCriteria criteria) {
        return new Lists(criteria.includes(), criteria.excludes());
    }

    static Lists lists(GitTagFilterCriteria criteria) {
        return new Lists(criteria.includes(), criteria.excludes());
    }

    private static boolean passes(Lists lists, String name) {
        boolean included = lists.includes().isEmpty() || matches(lists.includes(), name);
        return included && !matches(lists.excludes(), name);
    }

    private static boolean matches(List<String> patterns, String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return false;
        }
        return patterns.stream().anyMatch(pattern -> FileSystems.getDefault()
                .getPathMatcher("glob:" + pattern)
                .matches(path));
    }

    /**
     * @throws java.util.regex.PatternSyntaxException when it is no pattern
     */
    static void requireGlob(String pattern) {
        FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
