/**
 * The SDK's model objects seen as trees, by {@code SdkPojo.sdkFields()}. With {@code wire.route} the only place
 * that touches the SDK's {@code core.traits}.
 */
@NullMarked
package io.devopslab.aws.shape;

import org.jspecify.annotations.NullMarked;
