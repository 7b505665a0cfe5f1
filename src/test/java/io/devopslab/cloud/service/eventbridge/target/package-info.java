/** Tests of EventBridge, its targets. They hold its behaviour as a user of the SDK sees it. */
@NullMarked
package io.devopslab.cloud.service.eventbridge.target;

import org.jspecify.annotations.NullMarked;
