/**
 * What actions do: one class for each action type, which calls other services through their SDK clients. All can
 * be begun again after the process ended in the middle.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline.action;

import org.jspecify.annotations.NullMarked;
