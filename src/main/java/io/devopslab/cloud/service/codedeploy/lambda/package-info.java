/** The Lambda platform: hooks that are functions, and the weights of an alias moved step by step. */
@NullMarked
package io.devopslab.cloud.service.codedeploy.lambda;

import org.jspecify.annotations.NullMarked;
