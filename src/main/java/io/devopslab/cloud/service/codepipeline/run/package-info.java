/**
 * How a pipeline runs: executions, stages and actions as states that are kept, and the one engine that changes
 * them. What an action does is asked of providers, of which nothing is known here but their interface.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline.run;

import org.jspecify.annotations.NullMarked;
