/**
 * Approval rules: what they say, when they are satisfied, and the templates that put them on pull requests. Nothing
 * here knows of the pull requests themselves.
 */
@NullMarked
package io.devopslab.cloud.service.codecommit.approval;

import org.jspecify.annotations.NullMarked;
