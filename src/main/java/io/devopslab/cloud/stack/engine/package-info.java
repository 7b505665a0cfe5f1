/**
 * The engine that makes stacks what their templates say: each status of a stack is a phase that walks a graph of
 * resources, keeps every step before and after it is taken, and can be taken up again by another process.
 */
@NullMarked
package io.devopslab.cloud.stack.engine;

import org.jspecify.annotations.NullMarked;
