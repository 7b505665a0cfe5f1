@NullMarked
package io.devopslab.cdk;

import org.jspecify.annotations.NullMarked;
