/**
 * Amazon SNS: topics, and subscriptions that are told what is published there. The API is that of the Amazon SNS API
 * Reference; how a message comes to a subscriber is the business of the package {@code delivery}.
 */
@NullMarked
package io.devopslab.cloud.service.sns;

import org.jspecify.annotations.NullMarked;
