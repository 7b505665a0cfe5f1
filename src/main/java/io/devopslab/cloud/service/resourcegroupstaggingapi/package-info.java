/**
 * AWS Resource Groups Tagging API: what carries which tags in a region. It keeps nothing; it asks the services, which hold the tags.
 */
@NullMarked
package io.devopslab.cloud.service.resourcegroupstaggingapi;

import org.jspecify.annotations.NullMarked;
