/**
 * The buildspec: what a build is to do, read from YAML as CodeBuild reads it. Hostile documents end in the errors
 * that CodeBuild gives, and cost no more than honest ones.
 */
@NullMarked
package io.devopslab.cloud.service.codebuild.spec;

import org.jspecify.annotations.NullMarked;
