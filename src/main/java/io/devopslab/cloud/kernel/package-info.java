/**
 * What every emulated service stands on: time, durable state, events, identifiers, names and errors.
 * Nothing here knows any service.
 */
@NullMarked
package io.devopslab.cloud.kernel;

import org.jspecify.annotations.NullMarked;
