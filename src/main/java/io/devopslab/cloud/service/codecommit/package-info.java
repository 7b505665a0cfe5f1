/**
 * AWS CodeCommit: repositories that are bare git repositories on disk, reached through the API and through git
 * alike. The API has some eighty operations, so the class that implements it comes in layers, one for each kind of
 * thing; each layer only hands on to the package of its things.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit;

import org.jspecify.annotations.NullMarked;
