/**
 * Lambda: functions with versions, aliases and permissions, whose code really runs, and a durable queue for
 * asynchronous invocations. It calls S3, CloudWatch Logs, IAM, STS and EventBridge as any client would.
 */
@NullMarked
package io.devopslab.cloud.service.lambda;

import org.jspecify.annotations.NullMarked;
