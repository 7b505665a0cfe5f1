package io.devopslab.cloud.service.codecommit.merge;

import io.devopslab.cloud.service.codecommit.content.Author;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;

/**
 * How a merge commit is to be made.
 *
 * @param option by squash or three-way; a fast-forward makes no commit
 * @param keepEmptyFolders whether folders that the merge empties are kept, by a file that git can see
 */
public record MergePlan(
        MergeOptionTypeEnum option,
        MergePolicy policy,
        Resolutions resolutions,
        Author author,
        boolean keepEmptyFolders) {}
