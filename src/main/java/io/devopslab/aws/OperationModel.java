package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.shape.Shapes;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What the SDK knows of one operation. The classes are found by their names: to list a client's methods would load
 * the hundreds of classes that they mention.
 */
public final class OperationModel {

    private final OperationName name;
    private final Class<? extends SdkClient> client;
    private final Class<?> request;
    private final Class<?> response;
    private final ClientMethods methods;

    private OperationModel(OperationName name, Class<? extends SdkClient> client, Class<?> request, Class<?> response) {
        this.name = name;
        this.client = client;
        this.request = request;
        this.response = response;
        this.methods = new ClientMethods(client, decapitalized(name.operation()), request, response);
    }

    /**
     * @throws UnknownNameException when there is no such service or operation
     */
    public static OperationModel of(OperationName name) {
        Class<? extends SdkClient> client = ServiceNames.client(name.service());
        String operation = name.operation();
        return find(name, client, operation)
                .or(() -> oddName(client, operation).flatMap(odd -> find(name, client, odd)))
                .orElseThrow(() -> UnknownNameException.of("operation of " + name.service(), operation, all(client)));
    }

    /**
     * The operation that the {@code aws} command calls {@code words}, for example {@code list-mfa-devices}.
     *
     * @return empty when the service has no such operation
     * @throws UnknownNameException when there is no such service
     */
    public static Optional<OperationModel> ofCommand(String service, String words) {
        Class<? extends SdkClient> client = ServiceNames.client(service);
        String guess = CommandNames.className(words);
        return find(new OperationName(service, guess), client, guess)
                .filter(Invocation::exists)
                .or(() -> apiNames(client)
                        .filter(name -> CommandNames.of(name).equals(words))
                        .findFirst()
                        .map(name -> of(new OperationName(service, name))));
    }

    /**
     * The operations of a service by their names in the {@code aws} command, in alphabetical order.
     *
     * @throws UnknownNameException when there is no such service
     */
    public static List<String> commands(String service) {
        return apiNames(ServiceNames.client(service))
                .map(CommandNames::of)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> apiNames(Class<?> client) {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() > 0
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && !method.getName().endsWith("Paginator")
                        && !method.getName().endsWith("AsBytes"))
                .map(method -> method.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                        + method.getName().substring(1));
    }

    private static Optional<OperationModel> find(
            OperationName name, Class<? extends SdkClient> client, String operation) {
        String model = client.getPackageName() + ".model." + operation;
        Optional<Class<?>> request = load(model + "Request");
        return request.flatMap(r -> load(model + "Response").map(a -> new OperationModel(name, client, r, a)));
    }

    static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            // The second on file systems that do not tell upper from lower case.
            return Optional.empty();
        }
    }

    /** Some classes are named a little differently: ListMFADevices has ListMfaDevicesRequest. */
    private static Optional<String> oddName(Class<?> client, String operation) {
        return operations(client, method -> method.getName().equals(decapitalized(operation)))
                .findFirst();
    }

    private static String decapitalized(String operation) {
        return operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
    }

    private static List<String> all(Class<?> client) {
        return operations(client, method -> true).distinct().sorted().toList();
    }

    private static Stream<String> operations(Class<?> client, Predicate<Method> filter) {
        return Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() > 0
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
                .filter(filter)
                .map(method -> method.getParameterTypes()[0].getSimpleName())
                .map(request -> request.substring(0, request.length() - "Request".length()));
    }

    /** What in {@code input} is no member of the operation's input; only names are looked at. */
    public List<MemberProblem> problems(JsonNode input) {
        return new CommandForm(this, new ReadableValues()).problems(input);
    }

    public OperationName name() {
        return name;
    }

    /** The members of the operation's input. */
    public List<SdkField<?>> input() {
        return request().sdkFields();
    }

    /** The members of the operation's output. */
    public List<SdkField<?>> output() {
        return Shapes.builder(response).sdkFields();
    }

    /** Whether a content travels beside the operation's input, as with S3's PutObject. */
    public boolean sendsStream() {
        return methods.sending().isPresent();
    }

    /** Whether a content travels beside the operation's output, as with S3's GetObject. */
    public boolean answersStream() {
        return methods.reading().isPresent();
    }

    Class<? extends SdkClient> client() {
        return client;
    }

    Class<?> requestType() {
        return request;
    }

    Class<?> responseType() {
        return response;
    }

    /** A new builder of the operation's request. */
    SdkPojo request() {
        return Shapes.builder(request);
    }

    ClientMethods methods() {
        return methods;
    }

    /**
     * A member that does not exist.
     *
     * @param path where in the input, for example {@code filters[0].nam}
     * @param problem what is wrong, with the nearest valid word
     */
    public record MemberProblem(String path, String problem) {}
}
