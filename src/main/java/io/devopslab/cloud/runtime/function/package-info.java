/**
 * Functions as real processes that speak the Lambda Runtime API: environments that start cold, stay warm, time out
 * and go away when idle. It knows no AWS service, only the protocol between a function and its host.
 */
@NullMarked
package io.devopslab.cloud.runtime.function;

import org.jspecify.annotations.NullMarked;
