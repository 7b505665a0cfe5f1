/** Real work on this machine: child processes, functions, git repositories. It knows no AWS service. */
@NullMarked
package io.devopslab.cloud.runtime;

import org.jspecify.annotations.NullMarked;
