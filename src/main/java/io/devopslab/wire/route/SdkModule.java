package io.devopslab.wire.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.protocols.xml.AwsXmlProtocolFactory;

/**
 * What the SDK's generated classes know of a service and keep to themselves. Classes are loaded one by one, as they
 * are asked for: the methods of a client interface alone would bring hundreds.
 */
final class SdkModule {

    private static final String MARSHALLER = "RequestMarshaller";

    private final Class<? extends SdkClient> type;

    SdkModule(Class<? extends SdkClient> type) {
        this.type = type;
    }

    /** A public constant of the client interface. */
    Object constant(String name) {
        try {
            return type.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is not a client interface of the AWS SDK.", e);
        }
    }

    /** The names of all operations as the SDK's classes have them: {@code ListMfaDevices} for ListMFADevices. */
    List<String> operationNames() {
        String folder = type.getPackageName().replace('.', '/') + "/transform/";
        try {
            Path origin = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(origin) ? inDirectory(origin.resolve(folder)) : inJar(origin, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The AWS SDK's classes cannot be listed.", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The AWS SDK's classes are in no file.", e);
        }
    }

    private static List<String> inJar(Path jar, String folder) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return operations(file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(folder))
                    .map(name -> name.substring(folder.length())));
        }
    }

    private static List<String> inDirectory(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return operations(files.map(file -> file.getFileName().toString()));
        }
    }

    private static List<String> operations(Stream<String> files) {
        String end = MARSHALLER + ".class";
        return files.filter(name -> name.endsWith(end))
                .map(name -> name.substring(0, name.length() - end.length()))
                .sorted()
                .toList();
    }

    /** A model class of the service, by its simple name. */
    Optional<Class<?>> model(String name) {
        try {
            return Optional.of(Class.forName(type.getPackageName() + ".model." + name, false, type.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The asynchronous client interface of the service. */
    Class<? extends SdkClient> asynchronous() {
        String name = type.getName().replaceFirst("Client$", "AsyncClient");
        try {
            return Class.forName(name, false, type.getClassLoader()).asSubclass(SdkClient.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The AWS SDK has no " + name + " any more.", e);
        }
    }

    /** Method, path and identifier of an operation, from the marshaller of its request. */
    OperationInfo binding(String operation) {
        Class<?> marshaller = marshaller(operation);
        try {
            Field binding = marshaller.getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return (OperationInfo) binding.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The AWS SDK's marshallers have no binding any more.", e);
        }
    }

    /** The protocol of the service's model, as one of its marshallers shows it. */
    ProtocolKind protocol(String operation) {
        OperationInfo binding = binding(operation);
        if (binding.requestUri().startsWith("/service/")) {
            return ProtocolKind.CBOR;
        }
        if (binding.apiVersion() != null) {
            return type.getSimpleName().equals("Ec2Client") ? ProtocolKind.EC2 : ProtocolKind.QUERY;
        }
        if (binding.operationIdentifier() != null) {
            return ProtocolKind.JSON;
        }
        Class<?> factory = marshaller(operation).getDeclaredConstructors()[0].getParameterTypes()[0];
        return factory == AwsXmlProtocolFactory.class ? ProtocolKind.REST_XML : ProtocolKind.REST_JSON;
    }

    private Class<?> marshaller(String operation) {
        String name = type.getPackageName() + ".transform." + operation + MARSHALLER;
        try {
            return Class.forName(name, true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The AWS SDK has no " + name + " any more.", e);
        }
    }
}
