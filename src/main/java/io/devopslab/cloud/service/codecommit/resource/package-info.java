/** What CloudFormation can provision of CodeCommit. It calls SDK clients and knows nothing of this CodeCommit. */
@NullMarked
package io.devopslab.cloud.service.codecommit.resource;

import org.jspecify.annotations.NullMarked;
