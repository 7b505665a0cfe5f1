/** Buildspecs as people write them, and as nobody should. */
@NullMarked
package io.devopslab.cloud.service.codebuild.spec;

import org.jspecify.annotations.NullMarked;
