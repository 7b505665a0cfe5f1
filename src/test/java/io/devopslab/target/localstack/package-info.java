@NullMarked
package io.devopslab.target.localstack;

import org.jspecify.annotations.NullMarked;
