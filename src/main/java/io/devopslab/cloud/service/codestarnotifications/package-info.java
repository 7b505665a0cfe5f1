/**
 * AWS CodeStar Notifications: rules that tell topics what happens in pipelines, build projects and repositories. The
 * API is that of the AWS CodeStar Notifications API Reference, the events those of the Developer Tools Console User
 * Guide.
 */
@NullMarked
package io.devopslab.cloud.service.codestarnotifications;

import org.jspecify.annotations.NullMarked;
