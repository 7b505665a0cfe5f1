/**
 * Searches in the texts of log events that end: what clients search for may be made to take for ever.
 */
@NullMarked
package io.devopslab.cloud.service.logs.text;

import org.jspecify.annotations.NullMarked;
