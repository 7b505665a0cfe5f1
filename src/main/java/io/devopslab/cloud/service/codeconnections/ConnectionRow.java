package io.devopslab.cloud.service.codeconnections;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ConnectionStatus;

/** A connection as it is kept. */
record ConnectionRow(
        String arn,
        String name,
        Optional<String> providerType,
        Optional<String> hostArn,
        String account,
        Map<String, String> tags) {

    ConnectionRow {
        tags = Map.copyOf(tags);
    }

    ConnectionRow with(Map<String, String> newTags) {
        return new ConnectionRow(arn, name, providerType, hostArn, account, newTags);
    }

    Connection shown() {
        return Connection.builder()
                .connectionArn(arn)
                .connectionName(name)
                .providerType(providerType.orElse(null))
                .hostArn(hostArn.orElse(null))
                .ownerAccountId(account)
                .connectionStatus(ConnectionStatus.AVAILABLE)
                .build();
    }
}
