/**
 * IAM: users, roles, groups, policies and credentials of one account. Policies are checked for their grammar, stored
 * and handed out, but no request to any service is allowed or denied by them.
 */
@NullMarked
package io.devopslab.cloud.service.iam;

import org.jspecify.annotations.NullMarked;
