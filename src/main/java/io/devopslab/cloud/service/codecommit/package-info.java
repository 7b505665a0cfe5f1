/**
 * AWS CodeCommit: repositories that are bare git repositories on disk, reached through the API and through git
 * alike. What moves a branch, by either way, is announced as CodeCommit announces it.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit;

import org.jspecify.annotations.NullMarked;
