/**
 * What a template comes to in a given stack, and what would have to be done for it: the resources that are meant,
 * the changes against those that stand, outputs and exports. Nothing here changes anything.
 */
@NullMarked
package io.devopslab.cloud.stack.plan;

import org.jspecify.annotations.NullMarked;
