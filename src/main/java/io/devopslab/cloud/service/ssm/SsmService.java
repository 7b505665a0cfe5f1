package io.devopslab.cloud.service.ssm;

import io.devopslab.cloud.kernel.ServiceContext;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/**
 * Parameter Store (Systems Manager API Reference). The public parameters below {@code /aws/service} do not exist here,
 * and parameter policies are not implemented. Thread-safe.
 */
public final class SsmService implements SsmClient {

    private final ParameterWriter writer;
    private final ParameterReader reader;
    private final ParameterLabels labels;
    private final ParameterTags tags;

    public SsmService(ServiceContext context) {
        ParameterTable parameters = new ParameterTable(context.store().table("parameters", StoredParameter.class));
        this.writer = new ParameterWriter(context, parameters);
        this.reader = new ParameterReader(parameters);
        this.labels = new ParameterLabels(context, parameters, writer);
        this.tags = new ParameterTags(parameters);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing but the store, which is the cloud's.
    }

    @Override
    public PutParameterResponse putParameter(PutParameterRequest request) {
        return writer.put(request);
    }

    @Override
    public DeleteParameterResponse deleteParameter(DeleteParameterRequest request) {
        return writer.delete(request);
    }

    @Override
    public DeleteParametersResponse deleteParameters(DeleteParametersRequest request) {
        return writer.delete(request);
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        return reader.get(request);
    }

    @Override
    public GetParametersResponse getParameters(GetParametersRequest request) {
        return reader.get(request);
    }

    @Override
    public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest request) {
        return reader.getByPath(request);
    }

    @Override
    public GetParameterHistoryResponse getParameterHistory(GetParameterHistoryRequest request) {
        return reader.history(request);
    }

    @Override
    public DescribeParametersResponse describeParameters(DescribeParametersRequest request) {
        return reader.describe(request);
    }

    @Override
    public LabelParameterVersionResponse labelParameterVersion(LabelParameterVersionRequest request) {
        return labels.label(request);
    }

    @Override
    public UnlabelParameterVersionResponse unlabelParameterVersion(UnlabelParameterVersionRequest request) {
        return labels.unlabel(request);
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        return tags.add(request);
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(RemoveTagsFromResourceRequest request) {
        return tags.remove(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return tags.list(request);
    }
}
