package io.devopslab.validate;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A lab in mid-work, put away: nothing runs in it.
 *
 * @param root the directory that holds the cloud, the session's files and the workspace
 * @param endpoint where its cloud answered; clones still name it
 * @param now what its clock showed last
 */
record Snapshot(Path root, URI endpoint, Instant now) {}
