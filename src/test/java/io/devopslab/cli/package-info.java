@NullMarked
package io.devopslab.cli;

import org.jspecify.annotations.NullMarked;
