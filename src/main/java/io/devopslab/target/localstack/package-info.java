/** LocalStack in a container: started when a lab is, found again by later commands, removed when the last lab is stopped. */
@NullMarked
package io.devopslab.target.localstack;

import org.jspecify.annotations.NullMarked;
