/**
 * The resource types of CloudFormation itself: nested stacks, custom resources, wait conditions, and CDK's metadata.
 * They call Lambda and S3 as SDK clients; answers to pre-signed URLs arrive in a bucket of the service's own account.
 */
@NullMarked
package io.devopslab.cloud.service.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
