/** The contract of S3, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.s3;

import org.jspecify.annotations.NullMarked;
