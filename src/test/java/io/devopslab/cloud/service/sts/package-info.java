/** The contract of STS, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.sts;

import org.jspecify.annotations.NullMarked;
