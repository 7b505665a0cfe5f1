package io.devopslab.wire.route;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;

/** A service as the SDK knows it. Each operation is loaded when it is first asked for. Thread-safe. */
public final class ServiceModel {

    private final Class<? extends SdkClient> type;
    private final SdkModule module;
    private final String signingName;
    private final Map<String, Operation> loaded = new ConcurrentHashMap<>();
    private final Lazy<Map<String, String>> names = new Lazy<>(this::listNames);
    private final Lazy<ProtocolKind> protocol = new Lazy<>(this::findProtocol);
    private final Lazy<UriTable> uris = new Lazy<>(() -> new UriTable(operations()));

    ServiceModel(Class<? extends SdkClient> type) {
        this.type = type;
        this.module = new SdkModule(type);
        this.signingName = (String) module.constant("SERVICE_NAME");
    }

    public Class<? extends SdkClient> type() {
        return type;
    }

    /** The name of the service in a signature, for example {@code monitoring}. */
    public String signingName() {
        return signingName;
    }

    /** The protocol that the service's model is written in. */
    public ProtocolKind protocol() {
        return protocol.get();
    }

    /** The service's name for people: {@code CloudWatch}. */
    public String name() {
        return type.getSimpleName().replaceFirst("Client$", "");
    }

    /** The operation of that name in the API. */
    Optional<Operation> operation(String name) {
        String sdkName = names.get().get(name.toLowerCase(Locale.ROOT));
        return sdkName == null
                ? Optional.empty()
                : Optional.of(load(sdkName)).filter(found -> found.name().equals(name));
    }

    /** All operations that the service's model has. */
    public List<Operation> operations() {
        return names.get().values().stream().map(this::load).toList();
    }

    UriTable uris() {
        return uris.get();
    }

    /** The SDK's names of the operations, by the same in lower case. */
    private Map<String, String> listNames() {
        Map<String, String> found = new HashMap<>();
        module.operationNames().forEach(name -> found.put(name.toLowerCase(Locale.ROOT), name));
        return Map.copyOf(found);
    }

    private ProtocolKind findProtocol() {
        return module.protocol(names.get().values().iterator().next());
    }

    private Operation load(String sdkName) {
        Operation known = loaded.get(sdkName);
        return known == null
                ? loaded.computeIfAbsent(sdkName, name -> new Operation(this, module, name, module.binding(name)))
                : known;
    }

    @Override
    public String toString() {
        return name();
    }
}
