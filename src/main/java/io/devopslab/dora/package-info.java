/**
 * DORA's five metrics of software delivery, measured from what AWS knows of a pipeline: its executions, the commits that they
 * brought, and the alarms that rang. It reads by the names of operations and knows neither labs nor targets.
 */
@NullMarked
package io.devopslab.dora;

import org.jspecify.annotations.NullMarked;
