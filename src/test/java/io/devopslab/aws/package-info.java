@NullMarked
package io.devopslab.aws;

import org.jspecify.annotations.NullMarked;
