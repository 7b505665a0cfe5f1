/** Sixty-four clients on the same resources: AWS's conflicts, and never a torn read. */
@NullMarked
package io.devopslab.cloud.service.conflict;

import org.jspecify.annotations.NullMarked;
