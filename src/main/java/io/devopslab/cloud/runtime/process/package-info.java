/**
 * Child processes of the cloud: started in a clean environment, heard line by line, limited in time and size, and
 * gone afterwards with everything that they started. It knows nothing of AWS.
 */
@NullMarked
package io.devopslab.cloud.runtime.process;

import org.jspecify.annotations.NullMarked;
