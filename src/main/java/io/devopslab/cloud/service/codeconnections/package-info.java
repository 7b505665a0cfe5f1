/**
 * Connections to repositories of others (AWS CodeConnections), under both names of the service. No connection leaves
 * this cloud: what is behind each are the CodeCommit repositories of its account and region, and there is no console
 * in which somebody would have to confirm it, so it is available at once.
 */
@NullMarked
package io.devopslab.cloud.service.codeconnections;

import org.jspecify.annotations.NullMarked;
