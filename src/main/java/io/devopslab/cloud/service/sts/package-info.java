/**
 * STS: who a caller is, and temporary credentials for roles and users. The credentials open this cloud until they
 * expire; what a role's policies allow is not enforced.
 */
@NullMarked
package io.devopslab.cloud.service.sts;

import org.jspecify.annotations.NullMarked;
