/** The filter pattern language against examples of the user guide, and against hostile input. */
@NullMarked
package io.devopslab.cloud.service.logs.filter;

import org.jspecify.annotations.NullMarked;
