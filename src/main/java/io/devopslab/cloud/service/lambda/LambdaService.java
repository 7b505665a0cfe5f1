package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.function.FunctionHost;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.*;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Lambda of one region (Lambda API Reference). Functions really run, as processes on this machine. Policies are kept
 * and shown; who may call is not checked. Thread-safe.
 */
public final class LambdaService implements LambdaClient, Resumable {

    private final ServiceContext context;
    private final FunctionHost host;
    private final CodeStore code;
    private final FunctionTable table;
    private final Functions functions;
    private final Versions versions;
    private final Aliases aliases;
    private final Listings listings;
    private final Deletions deletions;
    private final Permissions permissions;
    private final FunctionTags tags;
    private final ReservedConcurrency concurrency;
    private final EventInvokeConfigs eventInvokeConfigs;
    private final Invocations invocations;
    private final AsyncQueue queue;
    private final EmptyLists emptyLists;

    public LambdaService(
            ServiceContext context,
            Supplier<S3Client> s3,
            Supplier<CloudWatchLogsClient> logs,
            Supplier<IamClient> iam,
            Supplier<StsClient> sts,
            Supplier<EventBridgeClient> eventBridge,
            Supplier<CloudWatchClient> cloudWatch,
            Supplier<SqsClient> sqs,
            Supplier<SnsClient> sns) {
        this.context = context;
        this.host = new FunctionHost(context.time(), context.files().resolve("host"), InstantSource.system());
        this.code = new CodeStore(context, s3);
        this.table = new FunctionTable(context);
        LambdaRoles roles = new LambdaRoles(iam, sts);
        this.versions = new Versions(context, table);
        this.functions = new Functions(context, table, code, roles, versions, host);
        this.permissions = new Permissions(context, table);
        this.eventInvokeConfigs = new EventInvokeConfigs(context, table);
        this.aliases = new Aliases(context, table, permissions, eventInvokeConfigs);
        this.emptyLists = new EmptyLists(context, table);
        this.listings = new Listings(context, table);
        this.deletions = new Deletions(context, table, permissions, eventInvokeConfigs, host);
        this.tags = new FunctionTags(context, table);
        this.concurrency = new ReservedConcurrency(context, table);
        FunctionMetrics metrics = new FunctionMetrics(context, table, cloudWatch);
        Invoker invoker = new Invoker(context, table, code, concurrency, roles, host, logs, metrics);
        Letters letters = new Letters(context, sqs, sns);
        Destinations destinations = new Destinations(context, table, this, eventBridge, s3, letters, metrics);
        DeadLetters deadLetters = new DeadLetters(context, table, letters, metrics);
        this.queue = new AsyncQueue(context, invoker, eventInvokeConfigs, destinations, deadLetters);
        this.invocations = new Invocations(context, table, invoker, queue);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void resume() {
        if (Files.isDirectory(context.files())) {
            host.killLeftovers();
            code.sweep(functions.usedCode().stream().map(Blob::sha256).collect(Collectors.toSet()));
        }
        queue.resume();
    }

    @Override
    public void close() {
        host.close();
    }

    @Override
    public CreateFunctionResponse createFunction(CreateFunctionRequest request) {
        return functions.create(request);
    }

    @Override
    public GetFunctionResponse getFunction(GetFunctionRequest request) {
        return functions.get(request);
    }

    @Override
    public GetFunctionConfigurationResponse getFunctionConfiguration(GetFunctionConfigurationRequest request) {
        return functions.getConfiguration(request);
    }

    @Override
    public ListFunctionsResponse listFunctions(ListFunctionsRequest request) {
        return listings.functions(request);
    }

    @Override
    public UpdateFunctionCodeResponse updateFunctionCode(UpdateFunctionCodeRequest request) {
        return functions.updateCode(request);
    }

    @Override
    public UpdateFunctionConfigurationResponse updateFunctionConfiguration(UpdateFunctionConfigurationRequest request) {
        return functions.updateConfiguration(request);
    }

    @Override
    public DeleteFunctionResponse deleteFunction(DeleteFunctionRequest request) {
        return deletions.delete(request);
    }

    @Override
    public PublishVersionResponse publishVersion(PublishVersionRequest request) {
        return versions.publish(request);
    }

    @Override
    public ListVersionsByFunctionResponse listVersionsByFunction(ListVersionsByFunctionRequest request) {
        return listings.versions(request);
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        return aliases.create(request);
    }

    @Override
    public GetAliasResponse getAlias(GetAliasRequest request) {
        return aliases.get(request);
    }

    @Override
    public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
        return aliases.update(request);
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        return aliases.delete(request);
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        return aliases.list(request);
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        return invocations.invoke(request);
    }

    @Override
    public AddPermissionResponse addPermission(AddPermissionRequest request) {
        return permissions.add(request);
    }

    @Override
    public RemovePermissionResponse removePermission(RemovePermissionRequest request) {
        return permissions.remove(request);
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
        return permissions.get(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return tags.tag(request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return tags.untag(request);
    }

    @Override
    public ListTagsResponse listTags(ListTagsRequest request) {
        return tags.list(request);
    }

    @Override
    public PutFunctionConcurrencyResponse putFunctionConcurrency(PutFunctionConcurrencyRequest request) {
        return concurrency.put(request);
    }

    @Override
    public GetFunctionConcurrencyResponse getFunctionConcurrency(GetFunctionConcurrencyRequest request) {
        return concurrency.get(request);
    }

    @Override
    public DeleteFunctionConcurrencyResponse deleteFunctionConcurrency(DeleteFunctionConcurrencyRequest request) {
        return concurrency.delete(request);
    }

    @Override
    public GetAccountSettingsResponse getAccountSettings(GetAccountSettingsRequest request) {
        return concurrency.accountSettings();
    }

    @Override
    public PutFunctionEventInvokeConfigResponse putFunctionEventInvokeConfig(
            PutFunctionEventInvokeConfigRequest request) {
        return eventInvokeConfigs.put(request);
    }

    @Override
    public UpdateFunctionEventInvokeConfigResponse updateFunctionEventInvokeConfig(
            UpdateFunctionEventInvokeConfigRequest request) {
        return eventInvokeConfigs.update(request);
    }

    @Override
    public GetFunctionEventInvokeConfigResponse getFunctionEventInvokeConfig(
            GetFunctionEventInvokeConfigRequest request) {
        return eventInvokeConfigs.get(request);
    }

    @Override
    public DeleteFunctionEventInvokeConfigResponse deleteFunctionEventInvokeConfig(
            DeleteFunctionEventInvokeConfigRequest request) {
        return eventInvokeConfigs.delete(request);
    }

    @Override
    public ListFunctionEventInvokeConfigsResponse listFunctionEventInvokeConfigs(
            ListFunctionEventInvokeConfigsRequest request) {
        return eventInvokeConfigs.list(request);
    }

    @Override
    public ListEventSourceMappingsResponse listEventSourceMappings(ListEventSourceMappingsRequest request) {
        return emptyLists.mappings(request);
    }

    @Override
    public GetEventSourceMappingResponse getEventSourceMapping(GetEventSourceMappingRequest request) {
        throw emptyLists.noMapping(request);
    }

    @Override
    public ListLayersResponse listLayers(ListLayersRequest request) {
        return emptyLists.layers(request);
    }

    @Override
    public ListLayerVersionsResponse listLayerVersions(ListLayerVersionsRequest request) {
        return emptyLists.layers(request);
    }

    @Override
    public ListFunctionUrlConfigsResponse listFunctionUrlConfigs(ListFunctionUrlConfigsRequest request) {
        return emptyLists.urls(request);
    }

    @Override
    public GetFunctionUrlConfigResponse getFunctionUrlConfig(GetFunctionUrlConfigRequest request) {
        throw emptyLists.noUrl(request);
    }

    @Override
    public ListProvisionedConcurrencyConfigsResponse listProvisionedConcurrencyConfigs(
            ListProvisionedConcurrencyConfigsRequest request) {
        return emptyLists.provisioned(request);
    }

    @Override
    public GetProvisionedConcurrencyConfigResponse getProvisionedConcurrencyConfig(
            GetProvisionedConcurrencyConfigRequest request) {
        throw emptyLists.notProvisioned(request);
    }

    @Override
    public GetFunctionCodeSigningConfigResponse getFunctionCodeSigningConfig(
            GetFunctionCodeSigningConfigRequest request) {
        return emptyLists.signing(request);
    }

    @Override
    public ListCodeSigningConfigsResponse listCodeSigningConfigs(ListCodeSigningConfigsRequest request) {
        return EmptyLists.signing(request);
    }

    @Override
    public GetRuntimeManagementConfigResponse getRuntimeManagementConfig(GetRuntimeManagementConfigRequest request) {
        return emptyLists.runtime(request);
    }
}
