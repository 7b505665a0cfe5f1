/** The contract of AWS CodeConnections, under both of its names. */
@NullMarked
package io.devopslab.cloud.service.codeconnections;

import org.jspecify.annotations.NullMarked;
