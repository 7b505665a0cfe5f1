package io.devopslab.cloud.service.codeconnections;

import io.devopslab.cloud.kernel.ServiceContext;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.CreateConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionRequest;
import software.amazon.awssdk.services.codeconnections.model.GetConnectionResponse;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codeconnections.model.ListConnectionsResponse;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.TagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.TagResourceResponse;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceRequest;
import software.amazon.awssdk.services.codeconnections.model.UntagResourceResponse;

/** AWS CodeConnections of one scope (API Reference, version 2023-12-01), without hosts and sync. Thread-safe. */
public final class CodeConnectionsService implements CodeConnectionsClient {

    private static final String NAME = "codeconnections";

    private final Connections connections;

    public CodeConnectionsService(ServiceContext context) {
        this.connections = new Connections(context);
    }

    @Override
    public CreateConnectionResponse createConnection(CreateConnectionRequest request) {
        return connections.create(request, NAME);
    }

    @Override
    public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
        connections.delete(request.connectionArn());
        return DeleteConnectionResponse.builder().build();
    }

    @Override
    public GetConnectionResponse getConnection(GetConnectionRequest request) {
        return GetConnectionResponse.builder()
                .connection(connections
                        .get(request.connectionArn(), "connectionArn")
                        .shown())
                .build();
    }

    @Override
    public ListConnectionsResponse listConnections(ListConnectionsRequest request) {
        return connections.list(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(connections.tags(request.resourceArn()))
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        connections.tag(request.resourceArn(), request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        connections.untag(request.resourceArn(), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The service owns nothing but rows.
    }
}
