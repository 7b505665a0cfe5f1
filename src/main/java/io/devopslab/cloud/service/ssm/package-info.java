/**
 * Systems Manager's Parameter Store of one region. A SecureString is kept in clear in the cloud's state, which its
 * owner alone can read: encryption by a KMS key is not claimed.
 */
@NullMarked
package io.devopslab.cloud.service.ssm;

import org.jspecify.annotations.NullMarked;
