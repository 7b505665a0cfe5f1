/**
 * What a rule does to its targets: the text that a target is given, and the calls that give it. Nothing here
 * knows which rules exist.
 */
@NullMarked
package io.devopslab.cloud.service.eventbridge.target;

import org.jspecify.annotations.NullMarked;
