/**
 * Pull requests: from their creation through approvals to the merge that closes them. They follow their branches,
 * whichever way these move.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.review;

import org.jspecify.annotations.NullMarked;
