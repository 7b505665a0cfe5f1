/**
 * What is in a repository: commits, files, folders, blobs and differences, read and written through the API. It
 * works on the same objects that git pushes and fetches.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.content;

import org.jspecify.annotations.NullMarked;
