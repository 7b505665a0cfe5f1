package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.lambda.StoredFunction.StoredVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.PublishVersionRequest;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;

/** Published versions: numbered, unchanging copies of {@code $LATEST}. */
final class Versions {

    private final ServiceContext context;
    private final FunctionTable table;

    Versions(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
    }

    PublishVersionResponse publish(PublishVersionRequest request) {
        FunctionName name =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        if (request.publishTo() != null) {
            throw new UnsupportedOperationException("The embedded Lambda does not support LATEST_PUBLISHED.");
        }
        return context.store().write(() -> {
            StoredFunction function = table.require(name);
            Functions.requireRevision(function, request.revisionId());
            requireSameCode(function, request.codeSha256());
            StoredVersion version = publish(function, request.description());
            FunctionConfiguration shown = version.configuration().toBuilder()
                    .functionArn(function.arn() + ":" + version.version())
                    .build();
            return Functions.as(shown, PublishVersionResponse.class);
        });
    }

    private static void requireSameCode(StoredFunction function, @Nullable String sha256) {
        String current = function.latest().configuration().codeSha256();
        if (sha256 != null && !sha256.isEmpty() && !sha256.equals(current)) {
            throw LambdaErrors.invalid("CodeSHA256 (" + sha256 + ") is different from current CodeSHA256 in $LATEST ("
                    + current + "). Please try again with the CodeSHA256 in $LATEST.");
        }
    }

    /** Inside a write: publishes {@code $LATEST}, or gives the last version when nothing has changed since. */
    StoredVersion publish(StoredFunction function, @Nullable String description) {
        List<StoredVersion> published = table.published(function.name());
        Optional<StoredVersion> last =
                published.isEmpty() ? Optional.empty() : Optional.of(published.get(published.size() - 1));
        if (last.isPresent() && isUnchanged(last.get(), function.latest())) {
            return last.get();
        }
        String number = Integer.toString(function.nextVersion());
        FunctionConfiguration.Builder configuration = function.latest().configuration().toBuilder()
                .version(number)
                .revisionId(context.ids().uuid());
        if (description != null) {
            configuration.description(description);
        }
        StoredVersion version =
                new StoredVersion(configuration.build(), function.latest().code());
        table.versions().put(FunctionTable.versionKey(function.name(), number), version);
        table.functions().put(function.name(), function.withNextVersion(function.nextVersion() + 1));
        return version;
    }

    private static boolean isUnchanged(StoredVersion version, StoredVersion latest) {
        return version.code().equals(latest.code())
                && comparable(version.configuration(), latest).equals(comparable(latest.configuration(), latest));
    }

    /** What makes two versions differ; the description alone does not. */
    private static FunctionConfiguration comparable(FunctionConfiguration configuration, StoredVersion latest) {
        return configuration.toBuilder()
                .version(latest.version())
                .revisionId(null)
                .lastModified(null)
                .description(null)
                .build();
    }
}
