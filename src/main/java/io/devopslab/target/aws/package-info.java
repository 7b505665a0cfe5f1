/** AWS itself: an account that somebody pays for, so who it is and whether it may be used is asked before all else. */
@NullMarked
package io.devopslab.target.aws;

import org.jspecify.annotations.NullMarked;
