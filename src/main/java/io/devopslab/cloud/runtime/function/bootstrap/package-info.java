/**
 * What runs inside the JVM of a Java function, before the function's own code. It uses nothing but the JDK, since
 * the class path there is the function's.
 */
@NullMarked
package io.devopslab.cloud.runtime.function.bootstrap;

import org.jspecify.annotations.NullMarked;
