/**
 * A build at work: its directories, its log, its shell, what goes in and what comes out. It tells its progress to
 * a listener and knows nothing of projects, queues and listings.
 */
@NullMarked
package io.devopslab.cloud.service.codebuild.run;

import org.jspecify.annotations.NullMarked;
