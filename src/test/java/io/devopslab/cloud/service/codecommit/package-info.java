/** Proves CodeCommit: a contract that takes SDK clients and nothing else, and what only the embedded one has. */
@NullMarked
package io.devopslab.cloud.service.codecommit;

import org.jspecify.annotations.NullMarked;
