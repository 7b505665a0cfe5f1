/** The contract of CodeBuild, and its run against the embedded service. */
@NullMarked
package io.devopslab.cloud.service.codebuild;

import org.jspecify.annotations.NullMarked;
