package io.devopslab.cloud.service.lambda;

import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** Names for versions, which may send a part of the calls to a second version. */
final class Aliases {

    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]+)");
    private static final Pattern VERSION = Pattern.compile("(\\$LATEST|[0-9]+)");

    private final ServiceContext context;
    private final FunctionTable table;
    private final Permissions permissions;
    private final EventInvokeConfigs eventInvokeConfigs;

    Aliases(
            ServiceContext context,
            FunctionTable table,
            Permissions permissions,
            EventInvokeConfigs eventInvokeConfigs) {
        this.context = context;
        this.table = table;
        this.permissions = permissions;
        this.eventInvokeConfigs = eventInvokeConfigs;
    }

    CreateAliasResponse create(CreateAliasRequest request) {
        FunctionName function =
                FunctionName.of(request.functionName(), context.scope()).unqualified();
        checkName(request.name());
        new Constraints().required("functionVersion", request.functionVersion()).orThrow(LambdaErrors::validation);
        check(request.functionVersion(), request.description(), request.routingConfig());
        FunctionName alias = new FunctionName(function.name(), Optional.of(request.name()));
        AliasConfiguration made = AliasConfiguration.builder()
                .aliasArn(table.arn(alias))
                .name(request.name())
                .functionVersion(request.functionVersion())
                .description(request.description() == null ? "" : request.description())
                .routingConfig(routing(request.routingConfig()))
                .revisionId(context.ids().uuid())
                .build();
        context.store().write(() -> {
            checkTargets(function, made);
            if (!table.aliases().putIfAbsent(key(alias), made)) {
                throw LambdaErrors.conflict("Alias already exists: " + made.aliasArn());
            }
        });
        return as(made, CreateAliasResponse.class);
    }

    GetAliasResponse get(GetAliasRequest request) {
        return as(require(alias(request.functionName(), request.name())), GetAliasResponse.class);
    }

    UpdateAliasResponse update(UpdateAliasRequest request) {
        FunctionName alias = alias(request.functionName(), request.name());
        check(request.functionVersion(), request.description(), request.routingConfig());
        AliasConfiguration updated = context.store().write(() -> {
            AliasConfiguration old = require(alias);
            if (request.revisionId() != null && !Objects.equals(request.revisionId(), old.revisionId())) {
                throw LambdaErrors.staleRevision("GetFunction/GetAlias");
            }
            AliasConfiguration changed = change(old, request);
            checkTargets(alias.unqualified(), changed);
            table.aliases().put(key(alias), changed);
            return changed;
        });
        return as(updated, UpdateAliasResponse.class);
    }

    private AliasConfiguration change(AliasConfiguration old, UpdateAliasRequest request) {
        AliasConfiguration.Builder changed =
                old.toBuilder().revisionId(context.ids().uuid());
        if (request.functionVersion() != null) {
            changed.functionVersion(request.functionVersion());
        }
        if (request.description() != null) {
            changed.description(request.description());
        }
        if (request.routingConfig() != null) {
            changed.routingConfig(routing(request.routingConfig()));
        }
        return changed.build();
    }

    /** Deletes the alias; one that is not there is deleted already. */
    DeleteAliasResponse delete(DeleteAliasRequest request) {
        FunctionName alias = alias(request.functionName(), request.name());
        context.store().write(() -> {
            table.aliases().remove(key(alias));
            permissions.forget(alias.name(), alias.qualifier());
            eventInvokeConfigs.forget(alias.name(), alias.qualifier());
        });
        return DeleteAliasResponse.builder().build();
    }

    ListAliasesResponse list(ListAliasesRequest request) {
        FunctionName function =
                FunctionName.of(request.functionName(), context.scope()).unqualified();
        table.require(function);
        List<AliasConfiguration> found = table.aliases(function.name()).stream()
                .filter(alias -> request.functionVersion() == null
                        || alias.functionVersion().equals(request.functionVersion()))
                .toList();
        Page<AliasConfiguration> page =
                Listings.page(found, AliasConfiguration::name, request.marker(), request.maxItems());
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    private FunctionName alias(@Nullable String function, @Nullable String name) {
        FunctionName unqualified = FunctionName.of(function, context.scope()).unqualified();
        checkName(name);
        return new FunctionName(unqualified.name(), Optional.ofNullable(name));
    }

    private AliasConfiguration require(FunctionName alias) {
        return table.alias(alias)
                .orElseThrow(() -> LambdaErrors.notFound("Cannot find alias arn: " + table.arn(alias)));
    }

    private static String key(FunctionName alias) {
        return FunctionTable.key(alias.name(), alias.qualifierOrLatest());
    }

    private static void checkName(@Nullable String name) {
        new Constraints()
                .required("name", name)
                .length("name", name, 1, 128)
                .pattern("name", name, NAME)
                .orThrow(LambdaErrors::validation);
    }

    private static void check(
            @Nullable String version, @Nullable String description, @Nullable AliasRoutingConfiguration routing) {
        new Constraints()
                .length("functionVersion", version, 1, 1024)
                .pattern("functionVersion", version, VERSION)
                .length("description", description, 0, 256)
                .orThrow(LambdaErrors::validation);
        Map<String, Double> weights = routing == null ? Map.of() : routing.additionalVersionWeights();
        if (weights.size() > 1) {
            throw LambdaErrors.invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        weights.forEach((key, weight) -> checkWeight(weights, key, weight));
    }

    private static void checkWeight(Map<String, Double> weights, String version, Double weight) {
        String start = "1 validation error detected: Value '" + weights
                + "' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ";
        if (!FunctionTable.isVersion(version)) {
            throw LambdaErrors.validation(
                    start + "Map keys must satisfy constraint: [Member must have length less than or"
                            + " equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular"
                            + " expression pattern: [0-9]+, Member must not be null]");
        }
        if (!(weight >= 0 && weight <= 1)) {
            throw LambdaErrors.validation(
                    start + "Map value must satisfy constraint: [Member must have value less than or"
                            + " equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]");
        }
    }

    private void checkTargets(FunctionName function, AliasConfiguration alias) {
        table.requireVersion(new FunctionName(function.name(), Optional.of(alias.functionVersion())));
        if (alias.routingConfig() == null) {
            return;
        }
        if (alias.functionVersion().equals(FunctionName.LATEST)) {
            throw LambdaErrors.invalid("$LATEST is not supported for an alias pointing to more than 1 version");
        }
        for (String version : alias.routingConfig().additionalVersionWeights().keySet()) {
            if (version.equals(alias.functionVersion())) {
                throw LambdaErrors.invalid("Invalid function version " + version + ". Function version " + version
                        + " is already included in routing configuration.");
            }
            table.requireVersion(new FunctionName(function.name(), Optional.of(version)));
        }
    }

    /** An empty routing is none. */
    private static @Nullable AliasRoutingConfiguration routing(@Nullable AliasRoutingConfiguration wanted) {
        return wanted == null || wanted.additionalVersionWeights().isEmpty() ? null : wanted;
    }

    private static <T extends SdkPojo> T as(AliasConfiguration alias, Class<T> response) {
        return Shapes.read(Shapes.write(alias), response);
    }
}
