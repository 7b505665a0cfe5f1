/** What tests of the CloudFormation engine and of the services' resource handlers share. */
@NullMarked
package io.devopslab.cloud.stack;

import org.jspecify.annotations.NullMarked;
