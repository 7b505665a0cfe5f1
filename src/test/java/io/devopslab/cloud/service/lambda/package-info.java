/** Tests of Lambda: contracts for any implementation, and what only the embedded one can show. */
@NullMarked
package io.devopslab.cloud.service.lambda;

import org.jspecify.annotations.NullMarked;
