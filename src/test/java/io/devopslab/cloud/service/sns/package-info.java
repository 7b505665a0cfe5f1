/** The contract of SNS, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.sns;

import org.jspecify.annotations.NullMarked;
