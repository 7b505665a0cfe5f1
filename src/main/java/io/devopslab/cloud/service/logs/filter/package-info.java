/**
 * The filter pattern language of CloudWatch Logs: terms, JSON selectors and space-delimited fields. It knows
 * texts and nothing of the service.
 */
@NullMarked
package io.devopslab.cloud.service.logs.filter;

import org.jspecify.annotations.NullMarked;
