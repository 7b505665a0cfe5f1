/** The embedded cloud: the AWS SDK's client interfaces implemented in memory, assembled by hand in one file. */
@NullMarked
package io.devopslab.cloud;

import org.jspecify.annotations.NullMarked;
