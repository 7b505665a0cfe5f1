/**
 * Amazon SQS: standard and FIFO queues whose messages are kept until somebody deletes them, with visibility timeouts,
 * delays and dead-letter queues on the cloud's time. The API is that of the Amazon SQS API Reference.
 */
@NullMarked
package io.devopslab.cloud.service.sqs;

import org.jspecify.annotations.NullMarked;
