/** Tests of what actions do. Services that they call and that do not stand here are small fakes. */
@NullMarked
package io.devopslab.cloud.service.codepipeline.action;

import org.jspecify.annotations.NullMarked;
