/**
 * The command line: one final class per verb, which parses, calls and hands the result to the console.
 * No AWS types and no logic.
 */
@NullMarked
package io.devopslab.cli;

import org.jspecify.annotations.NullMarked;
