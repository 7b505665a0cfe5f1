@NullMarked
package io.devopslab.target.aws;

import org.jspecify.annotations.NullMarked;
