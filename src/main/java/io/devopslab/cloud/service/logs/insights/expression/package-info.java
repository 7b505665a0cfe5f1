/**
 * The expressions of CloudWatch Logs Insights: values, operators, functions and aggregations, and how they are read.
 * They look at a row of the query's present table and nothing else.
 */
@NullMarked
package io.devopslab.cloud.service.logs.insights.expression;

import org.jspecify.annotations.NullMarked;
