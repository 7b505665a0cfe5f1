/**
 * EventBridge: buses, rules and their targets. It hears what the other services publish and hands it to whom a
 * rule names, through the SDK clients that anybody would use.
 */
@NullMarked
package io.devopslab.cloud.service.eventbridge;

import org.jspecify.annotations.NullMarked;
