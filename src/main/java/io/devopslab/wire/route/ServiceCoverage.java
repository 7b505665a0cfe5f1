package io.devopslab.wire.route;

import java.lang.reflect.Method;
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
                .map(operation -> new OperationCoverage(
                        operation.name(), isOverridden(operation.method(), implementation.getClass())))
                .sorted(Comparator.comparing(OperationCoverage::name))
                .toList();
        return new ServiceCoverage(model.name(), operations);
    }

    private static boolean isOverridden(Method method, Class<?> implementation) {
        try {
            return !implementation
                    .getMethod(method.getName(), method.getParameterTypes())
                    .getDeclaringClass()
                    .isInterface();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(implementation + " does not implement " + method, e);
        }
    }

    public long implemented() {
        return operations.stream().filter(OperationCoverage::implemented).count();
    }
}
