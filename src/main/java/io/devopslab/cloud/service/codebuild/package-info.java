/**
 * CodeBuild: projects, builds that really run, and reports of their tests. What a build does is in the package
 * {@code run}; here are the operations, the queue and what is kept.
 */
@NullMarked
package io.devopslab.cloud.service.codebuild;

import org.jspecify.annotations.NullMarked;
