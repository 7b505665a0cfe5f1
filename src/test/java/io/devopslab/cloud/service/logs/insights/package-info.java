/** The query language of CloudWatch Logs Insights under words that nobody would send. */
@NullMarked
package io.devopslab.cloud.service.logs.insights;

import org.jspecify.annotations.NullMarked;
