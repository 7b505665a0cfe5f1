/** The contract of the Resource Groups Tagging API. */
@NullMarked
package io.devopslab.cloud.service.resourcegroupstaggingapi;

import org.jspecify.annotations.NullMarked;
