package io.devopslab.cloud.service.codebuild;

import software.amazon.awssdk.services.codebuild.model.Project;

/**
 * A project as it is kept.
 *
 * @param builds how many builds it ever had: the number of the last one
 */
record ProjectRow(Project project, long builds) {}
