/** Tests of EventBridge. They hold its behaviour as a user of the SDK sees it. */
@NullMarked
package io.devopslab.cloud.service.eventbridge;

import org.jspecify.annotations.NullMarked;
