/** Where a lab runs. A lab never knows which target it has: it sees AWS SDK clients. */
@NullMarked
package io.devopslab.target;

import org.jspecify.annotations.NullMarked;
