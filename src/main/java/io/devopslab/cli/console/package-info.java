/**
 * What every verb stands on: the process that it runs in, the options that all share, and the only way to the
 * terminal (text, JSON and progress).
 */
@NullMarked
package io.devopslab.cli.console;

import org.jspecify.annotations.NullMarked;
