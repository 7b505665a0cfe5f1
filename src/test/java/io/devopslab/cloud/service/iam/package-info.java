/** The contract of IAM, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.iam;

import org.jspecify.annotations.NullMarked;
