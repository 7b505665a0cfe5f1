/** Comments on commits and pull requests, their answers, and the reactions to them. */
@NullMarked
package io.devopslab.cloud.service.codecommit.comment;

import org.jspecify.annotations.NullMarked;
