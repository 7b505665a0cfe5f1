/**
 * Tests of CodePipeline. The contract takes SDK clients and nothing else, so that any implementation can be held
 * to it; its actions are custom ones, which a test does itself by polling for their jobs.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline;

import org.jspecify.annotations.NullMarked;
