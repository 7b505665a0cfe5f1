/**
 * Report groups, and the reports of the tests that builds ran. It reads what test runners write and trusts nothing
 * in it.
 */
@NullMarked
package io.devopslab.cloud.service.codebuild.report;

import org.jspecify.annotations.NullMarked;
