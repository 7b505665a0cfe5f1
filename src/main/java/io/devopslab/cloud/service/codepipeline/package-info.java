/**
 * CodePipeline: the operations of its API and its CloudFormation resources. What a pipeline is, how it runs and
 * what its actions do have rooms of their own below.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline;

import org.jspecify.annotations.NullMarked;
