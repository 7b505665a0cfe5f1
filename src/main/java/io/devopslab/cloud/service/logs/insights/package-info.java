/**
 * The query language of CloudWatch Logs Insights (CloudWatch Logs User Guide, "CloudWatch Logs Insights language query
 * syntax"): a query is read once and asked of any log events. It knows no log groups and no store.
 */
@NullMarked
package io.devopslab.cloud.service.logs.insights;

import org.jspecify.annotations.NullMarked;
