/**
 * The words that a query of CloudWatch Logs Insights is made of, and what is said of a query that is none. It knows
 * no commands.
 */
@NullMarked
package io.devopslab.cloud.service.logs.insights.syntax;

import org.jspecify.annotations.NullMarked;
