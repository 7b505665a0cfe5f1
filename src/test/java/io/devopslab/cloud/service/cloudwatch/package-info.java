@NullMarked
package io.devopslab.cloud.service.cloudwatch;

import org.jspecify.annotations.NullMarked;
