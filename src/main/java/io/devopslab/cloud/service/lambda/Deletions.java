package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.function.FunctionHost;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;

/** Deletes functions with all that belongs to them, or single versions. */
final class Deletions {

    private final ServiceContext context;
    private final FunctionTable table;
    private final Permissions permissions;
    private final EventInvokeConfigs eventInvokeConfigs;
    private final FunctionHost host;

    Deletions(
            ServiceContext context,
            FunctionTable table,
            Permissions permissions,
            EventInvokeConfigs eventInvokeConfigs,
            FunctionHost host) {
        this.context = context;
        this.table = table;
        this.permissions = permissions;
        this.eventInvokeConfigs = eventInvokeConfigs;
        this.host = host;
    }

    DeleteFunctionResponse delete(DeleteFunctionRequest request) {
        FunctionName name = FunctionName.of(request.functionName(), request.qualifier(), context.scope());
        if (name.qualifier().isPresent()) {
            context.store().write(() -> deleteVersion(name, name.qualifier().get()));
        } else {
            context.store().write(() -> deleteAll(name));
        }
        String key = Invoker.environmentKeys(table.arn(name.unqualified()), name.qualifier());
        host.retire(key);
        return DeleteFunctionResponse.builder().build();
    }

    private void deleteVersion(FunctionName name, String version) {
        if (version.equals(FunctionName.LATEST)) {
            throw LambdaErrors.invalid("$LATEST version cannot be deleted without deleting the function.");
        }
        if (!FunctionTable.isVersion(version)) {
            throw LambdaErrors.invalid("Deletion of aliases is not currently supported.");
        }
        table.require(name.unqualified());
        List<String> aliases = table.aliasesOf(name.name(), version);
        if (!aliases.isEmpty()) {
            throw LambdaErrors.conflict(
                    "Unable to delete version because the following aliases reference it: " + aliases);
        }
        table.versions().remove(FunctionTable.versionKey(name.name(), version));
        permissions.forget(name.name(), Optional.of(version));
        eventInvokeConfigs.forget(name.name(), Optional.of(version));
    }

    private void deleteAll(FunctionName name) {
        table.require(name);
        table.functions().remove(name.name());
        table.versions().removeAll(name.name() + "/");
        table.aliases().removeAll(name.name() + "/");
        permissions.forget(name.name(), Optional.empty());
        eventInvokeConfigs.forget(name.name(), Optional.empty());
    }
}
