/** The contract of CloudWatch Logs, and its run against the embedded service. */
@NullMarked
package io.devopslab.cloud.service.logs;

import org.jspecify.annotations.NullMarked;
