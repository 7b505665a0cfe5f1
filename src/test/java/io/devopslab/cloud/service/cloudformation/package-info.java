/**
 * The contract of CloudFormation, on resource types made for the tests: they remember what they were asked, and fail
 * or wait when a property says so.
 */
@NullMarked
package io.devopslab.cloud.service.cloudformation;

import org.jspecify.annotations.NullMarked;
