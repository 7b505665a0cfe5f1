@NullMarked
package io.devopslab.aws.command;

import org.jspecify.annotations.NullMarked;
