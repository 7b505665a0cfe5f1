/** The AWS SDK seen generically: operations called by their names, and the client factory. */
@NullMarked
package io.devopslab.aws;

import org.jspecify.annotations.NullMarked;
