/**
 * Git over smart HTTP: lets the plain git client clone, fetch and push bare repositories. It knows neither who
 * owns the repositories nor where their users come from; both are asked through small interfaces.
 */
@NullMarked
package io.devopslab.cloud.runtime.git;

import org.jspecify.annotations.NullMarked;
