/**
 * What a pipeline is: its declaration, the rules that a declaration must keep, its versions and the action types
 * that it may use. Nothing here runs.
 */
@NullMarked
package io.devopslab.cloud.service.codepipeline.definition;

import org.jspecify.annotations.NullMarked;
