package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.AccountUsage;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.PutFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;

/** How many calls may run at once: the account's limit, what functions have reserved of it, and who is running. */
final class ReservedConcurrency {

    private static final int ACCOUNT_LIMIT = 1000;
    private static final int LEAST_UNRESERVED = 100;

    private final ServiceContext context;
    private final FunctionTable table;
    private final Map<String, Integer> running = new ConcurrentHashMap<>();

    ReservedConcurrency(ServiceContext context, FunctionTable table) {
        this.context = context;
        this.table = table;
    }

    PutFunctionConcurrencyResponse put(PutFunctionConcurrencyRequest request) {
        FunctionName function =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        Integer wanted = request.reservedConcurrentExecutions();
        new Constraints()
                .required("reservedConcurrentExecutions", wanted)
                .range("reservedConcurrentExecutions", wanted, 0, Integer.MAX_VALUE)
                .orThrow(LambdaErrors::validation);
        context.store().write(() -> {
            StoredFunction stored = table.functions()
                    .get(function.name())
                    .orElseThrow(() -> LambdaErrors.functionNotFound(table.arn(function) + ":" + FunctionName.LATEST));
            int others = reserved() - stored.reservedConcurrency().orElse(0);
            if (wanted > ACCOUNT_LIMIT - LEAST_UNRESERVED - others) {
                throw LambdaErrors.invalid("Specified ReservedConcurrentExecutions for function decreases account's"
                        + " UnreservedConcurrentExecution below its minimum value of [" + LEAST_UNRESERVED + "].");
            }
            table.functions().put(function.name(), stored.withReservedConcurrency(Optional.of(wanted)));
        });
        return PutFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(wanted)
                .build();
    }

    GetFunctionConcurrencyResponse get(GetFunctionConcurrencyRequest request) {
        FunctionName function =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        return GetFunctionConcurrencyResponse.builder()
                .reservedConcurrentExecutions(
                        table.require(function).reservedConcurrency().orElse(null))
                .build();
    }

    DeleteFunctionConcurrencyResponse delete(DeleteFunctionConcurrencyRequest request) {
        FunctionName function =
                FunctionName.of(request.functionName(), context.scope()).requireUnqualified();
        context.store().write(() -> table.functions()
                .put(function.name(), table.require(function).withReservedConcurrency(Optional.empty())));
        return DeleteFunctionConcurrencyResponse.builder().build();
    }

    private int reserved() {
        return table.functions().values().stream()
                .mapToInt(function -> function.reservedConcurrency().orElse(0))
                .sum();
    }

    /**
     * Counts a call in; whoever made it {@linkplain #leave counts it out}.
     *
     * @return how many of the function run now
     * @throws software.amazon.awssdk.services.lambda.model.TooManyRequestsException when there is no room
     */
    int enter(StoredFunction function) {
        return running.compute(function.name(), (name, count) -> {
            int calls = count == null ? 0 : count;
            if (calls >= function.reservedConcurrency().orElse(Integer.MAX_VALUE)) {
                throw LambdaErrors.throttled(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED);
            }
            return calls + 1;
        });
    }

    void leave(StoredFunction function) {
        running.computeIfPresent(function.name(), (name, count) -> count > 1 ? count - 1 : null);
    }

    GetAccountSettingsResponse accountSettings() {
        long size = table.functions().values().stream()
                        .mapToLong(function -> function.latest().code().length())
                        .sum()
                + table.versions().values().stream()
                        .mapToLong(version -> version.code().length())
                        .sum();
        return GetAccountSettingsResponse.builder()
                .accountLimit(AccountLimit.builder()
                        .totalCodeSize(80_530_636_800L)
                        .codeSizeUnzipped(262_144_000L)
                        .codeSizeZipped(52_428_800L)
                        .concurrentExecutions(ACCOUNT_LIMIT)
                        .unreservedConcurrentExecutions(ACCOUNT_LIMIT - reserved())
                        .build())
                .accountUsage(AccountUsage.builder()
                        .totalCodeSize(size)
                        .functionCount((long) table.functions().size())
                        .build())
                .build();
    }
}
