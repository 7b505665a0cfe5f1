/**
 * Pipelines and executions in the shapes in which the API shows them. Nothing here changes anything.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline.view;

import org.jspecify.annotations.NullMarked;
