package io.devopslab.cloud.service.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.service.codepipeline.definition.GitFilters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.codepipeline.model.GitConfiguration;
import software.amazon.awssdk.services.codepipeline.model.GitPullRequestEventType;

/** CodePipeline User Guide, "Add trigger with code push or pull request event types" and "Working with glob patterns". */
final class GitFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, maintenance, false",
        "feature/*, feature/a, true",
        "feature/*, feature/a/b, false",
        "feature/**, feature/a/b, true",
        "v?.[0-9], v1.7, true",
        "'{main,release}', release, true",
        "*.java, src/A.java, false",
        "**.java, src/A.java, true",
    })
    void patterns_are_globs(String pattern, String branch, boolean passes) {
        GitConfiguration git = GitConfiguration.builder()
                .push(p -> p.branches(b -> b.includes(pattern)))
                .build();
        assertThat(GitFilters.branchPushed(git, branch, List::of)).isEqualTo(passes);
    }

    @Test
    void tags_have_filters_of_their_own() {
        GitConfiguration git = GitConfiguration.builder()
                .push(p -> p.tags(t -> t.includes("v*").excludes("v*-rc*")))
                .build();
        assertThat(GitFilters.tagPushed(git, "v1")).isTrue();
        assertThat(GitFilters.tagPushed(git, "v1-rc2")).isFalse();
        assertThat(GitFilters.branchPushed(git, "v1", List::of)).isFalse();
    }

    @Test
    void one_of_several_filters_is_enough_and_excludes_win() {
        GitConfiguration git = GitConfiguration.builder()
                .push(
                        p -> p.branches(b -> b.excludes("main")).filePaths(f -> f.excludes("docs/**")),
                        p -> p.branches(b -> b.includes("main")))
                .build();
        assertThat(GitFilters.branchPushed(git, "main", List::of)).isTrue();
        assertThat(GitFilters.branchPushed(git, "other", () -> List.of("docs/a", "src/b")))
                .isTrue();
        assertThat(GitFilters.branchPushed(git, "other", () -> List.of("docs/a")))
                .isFalse();
    }

    @Test
    void pull_requests_without_events_mean_all_events() {
        GitConfiguration git = GitConfiguration.builder()
                .pullRequest(p -> p.branches(b -> b.includes("main")))
                .build();
        for (GitPullRequestEventType event : GitPullRequestEventType.knownValues()) {
            assertThat(GitFilters.pullRequest(git, event, "main", List::of)).isTrue();
            assertThat(GitFilters.pullRequest(git, event, "other", List::of)).isFalse();
        }
    }
}
