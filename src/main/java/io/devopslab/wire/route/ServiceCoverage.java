package io.devopslab.wire.route;

import java.util.Comparator;
import java.util.List;
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

    public static ServiceCoverage of(Class<? extends SdkClient> type, SdkClient implementation) {
        ServiceModel model = new ServiceModel(type);
        List<OperationCoverage> operations = model.operations().stream()
                .map(operation -> new OperationCoverage(operation.name(), operation.isImplementedBy(implementation)))
                .sorted(Comparator.comparing(OperationCoverage::name))
                .toList();
        return new ServiceCoverage(model.name(), operations);
    }

    public long implemented() {
        return operations.stream().filter(OperationCoverage::implemented).count();
    }
}
