/**
 * Merges of branches: by fast-forward, by squash, three-way; whether they can be done, what is in their way, and
 * how conflicts are resolved. Nothing here knows of pull requests.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.merge;

import org.jspecify.annotations.NullMarked;
