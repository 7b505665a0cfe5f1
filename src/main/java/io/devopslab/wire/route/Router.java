package io.devopslab.wire.route;

import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Percent;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkClient;

/** Finds the operation that a request asks for. Thread-safe. */
public final class Router {

    private static final Pattern RPC = Pattern.compile("/service/([^/]+)/operation/([^/]+)");

    private static final Set<String> JSON_TYPES =
            Set.of("application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/json");

    private final List<ServiceModel> services;

    /**
     * @param types the SDK client interfaces that can be called
     */
    public Router(Collection<Class<? extends SdkClient>> types) {
        this.services = types.stream().map(ServiceModel::new).toList();
    }

    /**
     * An operation that was found.
     *
     * @param labels the values of its path's labels, decoded
     */
    public record Route(Operation operation, Map<String, String> labels) {}

    public List<ServiceModel> services() {
        return services;
    }

    /** Whether there is a service of that name in signatures. */
    public boolean knows(String signingName) {
        return services.stream().anyMatch(service -> service.signingName().equals(signingName));
    }

    /** The services that a signature's service name stands for; none if the cloud has no such. */
    private List<ServiceModel> named(Optional<String> signingName) {
        return services.stream()
                .filter(service ->
                        signingName.isEmpty() || service.signingName().equals(signingName.get()))
                .toList();
    }

    /**
     * The protocol in which the request is written, and in which its answer must be.
     *
     * @param signingName the service of the request's signature, if it has one
     */
    public ProtocolKind protocol(WireRequest head, Optional<String> signingName) {
        List<ServiceModel> candidates = named(signingName);
        return Spoken.of(head, candidates, signingName.isPresent() && !candidates.isEmpty());
    }

    /**
     * @param form the parameters of query and body, used by the query protocols alone
     * @throws WireException if there is no such operation
     */
    public Route route(WireRequest request, ProtocolKind protocol, Optional<String> signingName, Parameters form) {
        List<ServiceModel> candidates = named(signingName);
        if (candidates.isEmpty()) {
            throw new WireException(
                    Problem.NOT_IMPLEMENTED,
                    "The service '" + signingName.orElse("") + "' is not implemented by this cloud (asked for "
                            + asked(request, form) + ").");
        }
        return switch (protocol) {
            case CBOR -> rpc(request, candidates, signingName.isPresent());
            case JSON -> target(request, candidates, signingName.isPresent());
            case QUERY, EC2 -> action(form, candidates, signingName.isPresent());
            case REST_JSON, REST_XML -> rest(request, candidates);
        };
    }

    private static String asked(WireRequest request, Parameters form) {
        return request.header("X-Amz-Target")
                .or(() -> form.first("Action"))
                .orElse(request.method() + " " + request.path());
    }

    private static Route rpc(WireRequest request, List<ServiceModel> candidates, boolean certain) {
        Matcher path = RPC.matcher(request.path());
        String name = path.matches() ? Percent.decode(path.group(2)) : "";
        return candidates.stream()
                .flatMap(service -> service.operation(name).stream())
                .filter(operation -> certain || path.group(1).endsWith(digits(operation.apiVersion())))
                .findFirst()
                .map(operation -> new Route(operation, Map.of()))
                .orElseThrow(() -> unknown(name));
    }

    private static Route target(WireRequest request, List<ServiceModel> candidates, boolean certain) {
        String target = request.header("X-Amz-Target").orElse("");
        int dot = target.lastIndexOf('.');
        if (dot < 0 || !JSON_TYPES.contains(request.contentType())) {
            throw unknown(target);
        }
        return candidates.stream()
                .flatMap(service -> service.operation(target.substring(dot + 1)).stream())
                .filter(operation -> isMeant(operation, target, dot, certain))
                .findFirst()
                .map(operation -> new Route(operation, Map.of()))
                .orElseThrow(() -> unknown(target));
    }

    /**
     * A service whose own protocol has no targets is spoken to by its name in the model, which ends in its version:
     * {@code GraniteServiceVersion20100801.ListMetrics}. A signature tells more surely who is meant.
     */
    private static boolean isMeant(Operation operation, String target, int dot, boolean certain) {
        return operation.identifier().equals(target)
                || (operation.identifier().equals(operation.name())
                        && (certain || target.substring(0, dot).endsWith(digits(operation.apiVersion()))));
    }

    private static String digits(String version) {
        return version.replace("-", "");
    }

    private static Route action(Parameters form, List<ServiceModel> candidates, boolean certain) {
        String name = form.first("Action").orElse("");
        String version = form.first("Version").orElse("");
        if (name.isEmpty()) {
            throw new WireException(Problem.UNKNOWN_OPERATION, "The request has no parameter 'Action'.");
        }
        return candidates.stream()
                .flatMap(service -> service.operation(name).stream())
                .filter(operation -> certain || operation.apiVersion().equals(version))
                .findFirst()
                .map(operation -> new Route(operation, Map.of()))
                .orElseThrow(() -> new WireException(
                        Problem.UNKNOWN_OPERATION, "Could not find operation " + name + " for version " + version));
    }

    private static Route rest(WireRequest request, List<ServiceModel> candidates) {
        Parameters query = request.parameters();
        // A URI of S3 fits nearly anything, so S3 is asked last.
        List<ServiceModel> inOrder = candidates.stream()
                .sorted(Comparator.comparing(s -> s.protocol() == ProtocolKind.REST_XML))
                .toList();
        for (ServiceModel service : inOrder) {
            if (service.protocol().isRest()) {
                Optional<Route> route = service.protocol() == ProtocolKind.REST_XML
                        ? inBucket(service, request, query)
                        : service.uris()
                                .find(request, request.path(), query, false)
                                .map(match -> new Route(match.operation(), match.labels()));
                if (route.isPresent()) {
                    return route.get();
                }
            }
        }
        throw unknown(request.method() + " " + request.path());
    }

    /** The first part of the path is a bucket, unless there is none. */
    private static Optional<Route> inBucket(ServiceModel service, WireRequest request, Parameters query) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        String bucket = Percent.decode(slash < 0 ? path : path.substring(0, slash));
        String rest = slash < 0 ? "/" : path.substring(slash);
        return service.uris()
                .find(request, bucket.isEmpty() ? "/" : rest, query, !bucket.isEmpty())
                .map(match -> {
                    Map<String, String> labels = new HashMap<>(match.labels());
                    labels.put("Bucket", bucket);
                    return new Route(match.operation(), labels);
                });
    }

    private static WireException unknown(String name) {
        return new WireException(Problem.UNKNOWN_OPERATION, "The operation '" + name + "' is not known.");
    }
}
