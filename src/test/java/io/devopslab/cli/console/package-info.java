@NullMarked
package io.devopslab.cli.console;

import org.jspecify.annotations.NullMarked;
