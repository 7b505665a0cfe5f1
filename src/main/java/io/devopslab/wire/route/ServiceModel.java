package io.devopslab.wire.route;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.protocols.core.OperationInfo;

/**
 * A service as the SDK knows it. Each operation is loaded when it is first asked for; all of them only for the REST
 * protocols and for names that the SDK spells differently. Thread-safe.
 */
public final class ServiceModel {

    private final Class<? extends SdkClient> type;
    private final String signingName;
    private final ProtocolKind protocol;
    private final Map<String, Optional<Operation>> byName = new ConcurrentHashMap<>();
    private final Lazy<Map<String, Method>> methods = new Lazy<>(this::findMethods);
    private final Lazy<List<Operation>> operations = new Lazy<>(this::loadAll);
    private final Lazy<UriTable> uris = new Lazy<>(() -> new UriTable(operations()));

    ServiceModel(Class<? extends SdkClient> type) {
        this.type = type;
        this.signingName = (String) Reflect.constant(type, "SERVICE_NAME");
        this.protocol = Reflect.protocol(type);
    }

    public Class<? extends SdkClient> type() {
        return type;
    }

    /** The name of the service in a signature, for example {@code monitoring}. */
    public String signingName() {
        return signingName;
    }

    public ProtocolKind protocol() {
        return protocol;
    }

    /** The service's name for people: {@code CloudWatch}. */
    public String name() {
        return type.getSimpleName().replaceFirst("Client$", "");
    }

    /** The operation of that name in the API. */
    Optional<Operation> operation(String name) {
        if (name.isEmpty() || name.length() > 100) {
            return Optional.empty();
        }
        Optional<Operation> known = byName.get(name);
        if (known != null) {
            return known;
        }
        Optional<Operation> found = Optional.ofNullable(methods.get().get(name.toLowerCase(Locale.ROOT)))
                .map(this::load)
                .filter(operation -> operation.name().equals(name));
        if (found.isPresent()) {
            byName.put(name, found);
        }
        return found;
    }

    /** The part of {@code X-Amz-Target} before the operation; empty for a service that is not spoken to so. */
    String targetPrefix() {
        String identifier = anyBinding().operationIdentifier();
        int dot = identifier == null ? -1 : identifier.indexOf('.');
        return dot < 0 ? "" : identifier.substring(0, dot);
    }

    /** The version that the query protocols name; empty in the others. */
    String apiVersion() {
        String version = anyBinding().apiVersion();
        return version == null ? "" : version;
    }

    private OperationInfo anyBinding() {
        Method first = methods.get().values().iterator().next();
        return Reflect.binding(first.getParameterTypes()[0]);
    }

    /** All operations that the client interface has. */
    public List<Operation> operations() {
        return operations.get();
    }

    UriTable uris() {
        return uris.get();
    }

    private List<Operation> loadAll() {
        List<Operation> all = new ArrayList<>();
        methods.get().values().forEach(method -> all.add(load(method)));
        return List.copyOf(all);
    }

    /** The method of each operation, by the operation's name in lower case. */
    private Map<String, Method> findMethods() {
        Map<String, Method> found = new LinkedHashMap<>();
        Method[] candidates = type.getMethods();
        Arrays.sort(candidates, Comparator.comparing(Method::getName));
        for (Method method : candidates) {
            if (isOperation(method)) {
                String request = method.getParameterTypes()[0].getSimpleName();
                found.put(
                        request.substring(0, request.length() - "Request".length())
                                .toLowerCase(Locale.ROOT),
                        method);
            }
        }
        return found;
    }

    /** Whether it is the plainest of an operation's overloads: no consumers, no files, no paginators. */
    private static boolean isOperation(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 0
                || !AwsRequest.class.isAssignableFrom(parameters[0])
                || method.getName().endsWith("Paginator")) {
            return false;
        }
        for (int i = 1; i < parameters.length; i++) {
            if (parameters[i] != RequestBody.class && parameters[i] != ResponseTransformer.class) {
                return false;
            }
        }
        return parameters[parameters.length - 1] == ResponseTransformer.class
                || AwsResponse.class.isAssignableFrom(method.getReturnType());
    }

    private Operation load(Method method) {
        Class<?> request = method.getParameterTypes()[0];
        OperationInfo binding = Reflect.binding(request);
        return new Operation(this, name(method, binding), request, method, binding);
    }

    private static String name(Method method, OperationInfo binding) {
        String identifier = binding.operationIdentifier();
        if (identifier != null) {
            return identifier.substring(identifier.indexOf('.') + 1);
        }
        String name = method.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String toString() {
        return name();
    }
}
