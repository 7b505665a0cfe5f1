package io.devopslab.cloud.service.codeconnections;

import io.devopslab.cloud.kernel.ServiceContext;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;
import software.amazon.awssdk.services.codestarconnections.model.CreateConnectionRequest;
import software.amazon.awssdk.services.codestarconnections.model.CreateConnectionResponse;
import software.amazon.awssdk.services.codestarconnections.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.codestarconnections.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.codestarconnections.model.GetConnectionRequest;
import software.amazon.awssdk.services.codestarconnections.model.GetConnectionResponse;
import software.amazon.awssdk.services.codestarconnections.model.ListConnectionsRequest;
import software.amazon.awssdk.services.codestarconnections.model.ListConnectionsResponse;
import software.amazon.awssdk.services.codestarconnections.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codestarconnections.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codestarconnections.model.TagResourceRequest;
import software.amazon.awssdk.services.codestarconnections.model.TagResourceResponse;
import software.amazon.awssdk.services.codestarconnections.model.UntagResourceRequest;
import software.amazon.awssdk.services.codestarconnections.model.UntagResourceResponse;

/**
 * The same service under its older name (AWS CodeStar Connections API Reference, version 2019-12-01): the connections
 * are the same, but those that are made here have the older name in their ARNs. Thread-safe.
 */
public final class CodeStarConnectionsService implements CodeStarConnectionsClient {

    private static final String NAME = "codestar-connections";

    private final Connections made;
    private final CodeConnectionsService connections;
    private final Translation translation = new Translation();

    public CodeStarConnectionsService(ServiceContext context) {
        this.made = new Connections(context);
        this.connections = new CodeConnectionsService(context);
    }

    @Override
    public CreateConnectionResponse createConnection(CreateConnectionRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.CreateConnectionRequest.class,
                same -> made.create(same, NAME),
                CreateConnectionResponse.class);
    }

    @Override
    public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.DeleteConnectionRequest.class,
                connections::deleteConnection,
                DeleteConnectionResponse.class);
    }

    @Override
    public GetConnectionResponse getConnection(GetConnectionRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.GetConnectionRequest.class,
                connections::getConnection,
                GetConnectionResponse.class);
    }

    @Override
    public ListConnectionsResponse listConnections(ListConnectionsRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.ListConnectionsRequest.class,
                connections::listConnections,
                ListConnectionsResponse.class);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.ListTagsForResourceRequest.class,
                connections::listTagsForResource,
                ListTagsForResourceResponse.class);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.TagResourceRequest.class,
                connections::tagResource,
                TagResourceResponse.class);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return translation.call(
                request,
                software.amazon.awssdk.services.codeconnections.model.UntagResourceRequest.class,
                connections::untagResource,
                UntagResourceResponse.class);
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
