package io.devopslab.wire.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;

/**
 * Which of a service's operations an implementation has. Those that it does not override keep the client interface's
 * default, which refuses.
 *
 * @param service the service's name, for example {@code CodePipeline}
 * @param operations all, in alphabetical order
 */
public record ServiceCoverage(String service, List<OperationCoverage> operations) {

    /** One operation. */
    public record OperationCoverage(String name, boolean implemented) {}

    /**
     * @param streams gives the implementation of the asynchronous interface, for the operations that only it has
     */
    public static ServiceCoverage of(
            Class<? extends SdkClient> type,
            SdkClient implementation,
            Function<Class<? extends SdkClient>, Optional<SdkClient>> streams) {
        ServiceModel model = new ServiceModel(type);
        List<OperationCoverage> operations = model.operations().stream()
                .map(operation ->
                        new OperationCoverage(operation.name(), isImplemented(operation, implementation, streams)))
                .sorted(Comparator.comparing(OperationCoverage::name))
                .toList();
        return new ServiceCoverage(model.name(), operations);
    }

    private static boolean isImplemented(
            Operation operation,
            SdkClient implementation,
            Function<Class<? extends SdkClient>, Optional<SdkClient>> streams) {
        return operation.givesEvents()
                ? streams.apply(operation.eventClient())
                        .filter(operation::isImplementedBy)
                        .isPresent()
                : operation.isImplementedBy(implementation);
    }

    public long implemented() {
        return operations.stream().filter(OperationCoverage::implemented).count();
    }
}
