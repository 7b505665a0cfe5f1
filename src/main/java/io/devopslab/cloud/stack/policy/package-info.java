/**
 * Stack policies: what an update may do to which resources of a stack (CloudFormation User Guide, "Prevent updates to
 * stack resources").
 */
@NullMarked
package io.devopslab.cloud.stack.policy;

import org.jspecify.annotations.NullMarked;
