/** What services tell CloudWatch of themselves: counted as it happens, and sent as any user of CloudWatch would. */
@NullMarked
package io.devopslab.cloud.runtime.metric;

import org.jspecify.annotations.NullMarked;
