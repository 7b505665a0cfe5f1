package io.devopslab.catalog;

/**
 * A clone in the learner's workspace.
 *
 * @param repository the CodeCommit repository's name, with placeholders
 * @param directory the clone's directory inside the workspace
 */
public record CloneSpec(String repository, String directory, String branch) {}
