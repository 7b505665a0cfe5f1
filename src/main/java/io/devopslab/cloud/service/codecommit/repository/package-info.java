/**
 * The repositories themselves: which there are, their git directories, their branches and tags, and what is said
 * when a branch moves. Everything else of CodeCommit stands on it.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.repository;

import org.jspecify.annotations.NullMarked;
