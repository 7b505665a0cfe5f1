package io.devopslab.target.localstack;

import io.devopslab.aws.Clients;
import io.devopslab.aws.HttpClients;
import io.devopslab.target.container.ContainerTarget;
import io.devopslab.target.container.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/**
 * Gives a test class {@link Clients} of a real LocalStack: one container for all classes of a run, which is removed at its end. The
 * account is that of the tests' embedded clouds.
 */
public final class LocalStackCloud implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalStackCloud.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        TestLocalStack.needed();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Clients.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("running", key -> Running.start(), Running.class)
                .clients();
    }

    /** The container of this run. */
    private record Running(Path home, ContainerTarget target, HttpClients http) implements AutoCloseable {

        static Running start() {
            try {
                Path home = Files.createTempDirectory("lab-localstack");
                ContainerTarget target = new ContainerTarget(Product.LOCALSTACK, home, Optional.empty(), Map.of());
                URI endpoint = target.open("eu-west-1")
                        .outside()
                        .orElseThrow()
                        .endpoint()
                        .orElseThrow();
                // LocalStack takes a key of twelve digits for the account that it means.
                return new Running(
                        home,
                        target,
                        new HttpClients(
                                Optional.of(endpoint),
                                Region.EU_WEST_1,
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("123456789012", "test"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Classes that close their clients do not close those of the others. */
        Clients clients() {
            return new Clients() {
                @Override
                public <C extends SdkClient> C get(Class<C> type) {
                    return http.get(type);
                }
            };
        }

        @Override
        public void close() {
            http.close();
            target.remove();
        }
    }
}
