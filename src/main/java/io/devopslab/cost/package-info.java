/** What a lab will cost on AWS, resource by resource: prices are data with their sources, and what is not known is said. */
@NullMarked
package io.devopslab.cost;

import org.jspecify.annotations.NullMarked;
