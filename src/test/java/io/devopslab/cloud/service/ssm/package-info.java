/** The contract of Parameter Store, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.ssm;

import org.jspecify.annotations.NullMarked;
