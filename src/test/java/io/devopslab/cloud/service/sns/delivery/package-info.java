/** When deliveries are tried again, and which messages a subscriber wants. */
@NullMarked
package io.devopslab.cloud.service.sns.delivery;

import org.jspecify.annotations.NullMarked;
