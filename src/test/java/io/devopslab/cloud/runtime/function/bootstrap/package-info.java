/** Tests of the part that runs inside a Java function's JVM: JSON to objects and back, and finding the handler. */
@NullMarked
package io.devopslab.cloud.runtime.function.bootstrap;

import org.jspecify.annotations.NullMarked;
