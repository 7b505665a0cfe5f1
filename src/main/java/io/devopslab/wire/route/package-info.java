/**
 * From a request to the operation that it asks for, learned by reflection from the SDK's own marshallers. Sees SDK
 * client interfaces only, and would route to any implementation of them.
 */
@NullMarked
package io.devopslab.wire.route;

import org.jspecify.annotations.NullMarked;
