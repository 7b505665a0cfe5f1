/**
 * How a message comes to a subscriber: whether it wants it, in which form it gets it, who carries it there, and what
 * happens when that fails. Nothing here knows which topics exist.
 */
@NullMarked
package io.devopslab.cloud.service.sns.delivery;

import org.jspecify.annotations.NullMarked;
