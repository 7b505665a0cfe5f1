/**
 * CloudWatch Logs: groups, streams and events, their search, queries, and metric filters. Events are kept in chunks, so
 * that an append costs the same however long the stream has become.
 */
@NullMarked
package io.devopslab.cloud.service.logs;

import org.jspecify.annotations.NullMarked;
