/** The contract of CodeStar Notifications, written against SDK clients alone, and its run on the embedded cloud. */
@NullMarked
package io.devopslab.cloud.service.codestarnotifications;

import org.jspecify.annotations.NullMarked;
