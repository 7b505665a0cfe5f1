package io.devopslab.cloud.service.logs;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryDefinition;

/**
 * A saved query as it is kept.
 *
 * @param token what the request that made it was told by, so that it makes it once
 */
record QueryDefinitionRow(QueryDefinition definition, Optional<String> token) {

    String id() {
        return definition.queryDefinitionId();
    }
}
