/**
 * The CloudFormation engine: templates, intrinsic functions, the graph of resources, change sets, events, rollback.
 * It knows no resource type; services bring theirs as {@link io.devopslab.cloud.stack.ResourceHandler}s.
 */
@NullMarked
package io.devopslab.cloud.stack;

import org.jspecify.annotations.NullMarked;
