/** Tests of EventBridge, its schedules. They hold its behaviour as a user of the SDK sees it. */
@NullMarked
package io.devopslab.cloud.service.eventbridge.schedule;

import org.jspecify.annotations.NullMarked;
