package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.TagResourceRequest;
import software.amazon.awssdk.services.lambda.model.TagResourceResponse;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

/** Tags of functions, which versions and aliases do not have of their own. */
final class FunctionTags {

    private static final int MOST = 50;

    private final ServiceContext context;
    private final FunctionTable table;

    FunctionTags(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
    }

    /**
     * @param forStack whether CloudFormation asks, which alone may set tags of AWS's own
     */
    static void check(Map<String, String> tags, boolean forStack) {
        tags.forEach((key, value) -> {
            new Constraints()
                    .length("tags", key, 1, 128)
                    .length("tags", value, 0, 256)
                    .orThrow(LambdaErrors::validation);
            if (isReserved(key) && !forStack) {
                throw LambdaErrors.invalid("The aws: prefix is reserved and cannot be used in tag keys.");
            }
        });
        if (tags.keySet().stream().filter(key -> !isReserved(key)).count() > MOST) {
            throw LambdaErrors.invalid("Number of tags exceeds function tag limit.");
        }
    }

    private static boolean isReserved(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    TagResourceResponse tag(TagResourceRequest request) {
        FunctionName function = function(request.resource());
        if (request.tags().isEmpty()) {
            throw LambdaErrors.invalid("An error occurred and the request cannot be processed.");
        }
        check(request.tags(), CallSource.of(request).isPresent());
        change(function, tags -> {
            tags.putAll(request.tags());
            return tags;
        });
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        FunctionName function = function(request.resource());
        if (request.tagKeys().isEmpty()) {
            throw LambdaErrors.validation("1 validation error detected: Value null at 'tagKeys' failed to satisfy"
                    + " constraint: Member must not be null");
        }
        change(function, tags -> {
            tags.keySet().removeAll(request.tagKeys());
            return tags;
        });
        return UntagResourceResponse.builder().build();
    }

    private void change(FunctionName function, UnaryOperator<Map<String, String>> change) {
        context.store().write(() -> {
            StoredFunction stored = table.require(function);
            Map<String, String> tags = change.apply(new HashMap<>(stored.tags()));
            check(tags, true);
            table.functions().put(function.name(), stored.withTags(tags));
        });
    }

    ListTagsResponse list(ListTagsRequest request) {
        return ListTagsResponse.builder()
                .tags(table.require(function(request.resource())).tags())
                .build();
    }

    private FunctionName function(@Nullable String arn) {
        new Constraints().required("resource", arn).orThrow(LambdaErrors::validation);
        if (arn == null || !arn.startsWith("arn:")) {
            throw LambdaErrors.validation("1 validation error detected: Value '" + arn
                    + "' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + "arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:"
                    + "(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|"
                    + "code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-"
                    + "[a-f0-9]{4}-[a-f0-9]{12})");
        }
        FunctionName function = FunctionName.of(arn, context.scope());
        if (function.qualifier().isPresent()) {
            throw LambdaErrors.invalid(
                    "Tags on function aliases and versions are not supported. Please specify a function ARN.");
        }
        return function;
    }
}
