/** The contract of SQS, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.sqs;

import org.jspecify.annotations.NullMarked;
