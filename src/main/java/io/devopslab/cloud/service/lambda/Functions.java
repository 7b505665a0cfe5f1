package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Blobs.Blob;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.function.FunctionHost;
import io.devopslab.cloud.service.lambda.StoredFunction.StoredVersion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.Concurrency;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionCodeLocation;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationResponse;

/** Creates, shows and changes functions. */
final class Functions {

    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ServiceContext context;
    private final FunctionTable table;
    private final CodeStore code;
    private final LambdaRoles roles;
    private final Versions versions;
    private final FunctionHost host;

    Functions(
            ServiceContext context,
            FunctionTable table,
            CodeStore code,
            LambdaRoles roles,
            Versions versions,
            FunctionHost host) {
        this.context = context;
        this.table = table;
        this.code = code;
        this.roles = roles;
        this.versions = versions;
        this.host = host;
    }

    CreateFunctionResponse create(CreateFunctionRequest request) {
        FunctionName name =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        new Constraints().required("code", request.code()).orThrow(LambdaErrors::validation);
        FunctionConfiguration settings = FunctionSettings.create(
                request.toBuilder().functionName(name.name()).build());
        FunctionTags.check(request.tags(), CallSource.of(request).isPresent());
        requireNew(name);
        roles.requireTrust(request.role());
        Blob blob = code.take(UpdateFunctionCodeRequest.builder()
                .zipFile(request.code().zipFile())
                .s3Bucket(request.code().s3Bucket())
                .s3Key(request.code().s3Key())
                .s3ObjectVersion(request.code().s3ObjectVersion())
                .imageUri(request.code().imageUri())
                .build());
        FunctionConfiguration complete = settings.toBuilder()
                .functionArn(table.arn(name))
                .version(FunctionName.LATEST)
                .state(State.ACTIVE)
                .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                .build();
        StoredVersion latest = changed(new StoredVersion(complete, blob));
        StoredFunction function = new StoredFunction(latest, 1, request.tags(), Optional.empty());
        return context.store().write(() -> {
            requireNew(name);
            table.functions().put(name.name(), function);
            boolean publish = Boolean.TRUE.equals(request.publish());
            StoredVersion made = publish ? versions.publish(function, null) : latest;
            return as(made.configuration(), CreateFunctionResponse.class);
        });
    }

    private void requireNew(FunctionName name) {
        if (table.functions().contains(name.name())) {
            throw LambdaErrors.conflict("Function already exist: " + name.name());
        }
    }

    /** The version with what follows from its code, and the marks of a change. */
    private StoredVersion changed(StoredVersion version) {
        Instant now = context.time().instant();
        return new StoredVersion(
                version.configuration().toBuilder()
                        .codeSize(version.code().length())
                        .codeSha256(CodeStore.sha256(version.code()))
                        .lastModified(MODIFIED.format(now))
                        .revisionId(context.ids().uuid())
                        .build(),
                version.code());
    }

    /** A configuration as one of the responses that have the same members. */
    static <T extends software.amazon.awssdk.core.SdkPojo> T as(
            FunctionConfiguration configuration, Class<T> response) {
        return Shapes.read(Shapes.write(configuration), response);
    }

    GetFunctionResponse get(GetFunctionRequest request) {
        FunctionName name = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        return context.store().read(() -> {
            StoredVersion version = table.requireVersion(name);
            StoredFunction function = table.require(name.unqualified());
            GetFunctionResponse.Builder response = GetFunctionResponse.builder()
                    .configuration(shown(version, name))
                    .code(FunctionCodeLocation.builder()
                            .repositoryType("S3")
                            .location(code.location(version.code()))
                            .build())
                    .concurrency(function.reservedConcurrency()
                            .map(reserved -> Concurrency.builder()
                                    .reservedConcurrentExecutions(reserved)
                                    .build())
                            .orElse(null));
            return function.tags().isEmpty()
                    ? response.build()
                    : response.tags(function.tags()).build();
        });
    }

    GetFunctionConfigurationResponse getConfiguration(GetFunctionConfigurationRequest request) {
        FunctionName name = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        return as(shown(table.requireVersion(name), name), GetFunctionConfigurationResponse.class);
    }

    /** The configuration under the ARN that was asked for. */
    private FunctionConfiguration shown(StoredVersion version, FunctionName asked) {
        return version.configuration().toBuilder().functionArn(table.arn(asked)).build();
    }

    UpdateFunctionCodeResponse updateCode(UpdateFunctionCodeRequest request) {
        FunctionName name =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        requireRevision(table.require(name), request.revisionId());
        Blob blob = code.take(request);
        UnaryOperator<StoredVersion> change = old -> new StoredVersion(
                request.hasArchitectures()
                        ? old.configuration().toBuilder()
                                .architectures(request.architectures())
                                .build()
                        : old.configuration(),
                blob);
        if (Boolean.TRUE.equals(request.dryRun())) {
            StoredVersion result = changed(change.apply(table.require(name).latest()));
            return as(result.configuration(), UpdateFunctionCodeResponse.class);
        }
        boolean publish = Boolean.TRUE.equals(request.publish());
        UpdateFunctionCodeResponse response = context.store().write(() -> {
            StoredFunction updated = update(name, request.revisionId(), change);
            StoredVersion made = publish ? versions.publish(updated, null) : updated.latest();
            FunctionConfiguration shown = made.configuration().toBuilder()
                    .functionArn(updated.arn() + (publish ? ":" + made.version() : ""))
                    .build();
            return as(shown, UpdateFunctionCodeResponse.class);
        });
        retireLatest(name);
        return response;
    }

    /** What is warm runs the former code or has the former settings. */
    private void retireLatest(FunctionName name) {
        host.retire(Invoker.environmentKeys(table.arn(name), Optional.of(FunctionName.LATEST)));
    }

    UpdateFunctionConfigurationResponse updateConfiguration(UpdateFunctionConfigurationRequest request) {
        FunctionName name =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        FunctionConfiguration before = table.require(name).latest().configuration();
        FunctionSettings.update(before, request);
        if (request.role() != null) {
            roles.requireTrust(request.role());
        }
        UpdateFunctionConfigurationResponse response = context.store().write(() -> {
            StoredFunction updated = update(
                    name,
                    request.revisionId(),
                    old -> new StoredVersion(FunctionSettings.update(old.configuration(), request), old.code()));
            return as(updated.latest().configuration(), UpdateFunctionConfigurationResponse.class);
        });
        retireLatest(name);
        return response;
    }

    /** Inside a write. */
    private StoredFunction update(FunctionName name, @Nullable String revisionId, UnaryOperator<StoredVersion> change) {
        StoredFunction function = table.require(name);
        requireRevision(function, revisionId);
        StoredFunction updated = function.withLatest(changed(change.apply(function.latest())));
        table.functions().put(name.name(), updated);
        return updated;
    }

    static void requireRevision(StoredFunction function, @Nullable String revisionId) {
        String current = function.latest().configuration().revisionId();
        if (revisionId != null && !Objects.equals(revisionId, current)) {
            throw LambdaErrors.staleRevision("GetFunction/GetAlias");
        }
    }

    /** The archives that functions and versions refer to. */
    List<Blob> usedCode() {
        return java.util.stream.Stream.concat(
                        table.functions().values().stream().map(StoredFunction::latest),
                        table.versions().values().stream())
                .map(StoredVersion::code)
                .toList();
    }
}
