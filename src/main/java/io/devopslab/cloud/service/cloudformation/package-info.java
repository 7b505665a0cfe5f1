/**
 * AWS CloudFormation: the API over the engine of {@code cloud.stack}, with stacks, change sets, exports and drift
 * as the API reference has them, and the resource types of CloudFormation itself.
 */
@NullMarked
package io.devopslab.cloud.service.cloudformation;

import org.jspecify.annotations.NullMarked;
