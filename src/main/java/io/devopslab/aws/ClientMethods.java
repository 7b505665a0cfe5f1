package io.devopslab.aws;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/**
 * The methods of the SDK's client for one operation, each looked for once: to look for one that is not there takes as long as
 * many a call. Thread-safe.
 */
final class ClientMethods {

    private enum Kind {
        PLAIN,
        SENDING,
        READING,
        PAGED
    }

    private final Class<?> client;
    private final String name;
    private final Class<?> request;
    private final Class<?> response;
    private final Map<Kind, Optional<MethodHandle>> found = new ConcurrentHashMap<>();

    ClientMethods(Class<?> client, String name, Class<?> request, Class<?> response) {
        this.client = client;
        this.name = name;
        this.request = request;
        this.response = response;
    }

    /** From a request to its response. */
    Optional<MethodHandle> plain() {
        return known(Kind.PLAIN, () -> find(name, MethodType.methodType(response, request)));
    }

    /** The one that takes a stream beside its request, as S3's PutObject does. */
    Optional<MethodHandle> sending() {
        return known(Kind.SENDING, () -> find(name, MethodType.methodType(response, request, RequestBody.class)));
    }

    /** The one that answers a stream beside its response, as S3's GetObject does. */
    Optional<MethodHandle> reading() {
        return known(
                Kind.READING,
                () -> find(name, MethodType.methodType(Object.class, request, ResponseTransformer.class)));
    }

    /** The one that answers with all pages. */
    Optional<MethodHandle> paged() {
        return known(Kind.PAGED, () -> OperationModel.load(paginator())
                .flatMap(pages -> find(name + "Paginator", MethodType.methodType(pages, request))));
    }

    private String paginator() {
        String type = request.getSimpleName();
        return client.getPackageName() + ".paginators." + type.substring(0, type.length() - "Request".length())
                + "Iterable";
    }

    private Optional<MethodHandle> known(Kind kind, Supplier<Optional<MethodHandle>> search) {
        return found.computeIfAbsent(kind, key -> search.get());
    }

    private Optional<MethodHandle> find(String method, MethodType signature) {
        try {
            return Optional.of(MethodHandles.publicLookup().findVirtual(client, method, signature));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
