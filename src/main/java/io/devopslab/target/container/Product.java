package io.devopslab.target.container;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An emulator of AWS that is run in a container, and all that tells one from another. */
public enum Product {

    /** <a href="https://docs.localstack.cloud">LocalStack</a>. The image is the last that runs without a token. */
    LOCALSTACK("LocalStack", "localstack/localstack:4.14.0", "/_localstack/health", Duration.ofMinutes(10)) {

        private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

        @Override
        Map<String, String> variables(String region, String namespace, Map<String, String> environment) {
            Map<String, String> variables = new TreeMap<>();
            // What it cannot make is left out of a stack, and does not fail all the rest; the session looks what is
            // there.
            variables.put("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
            // It reports to nobody, and is called without TLS.
            variables.put("DISABLE_EVENTS", "1");
            variables.put("SKIP_SSL_CERT_DOWNLOAD", "1");
            String token = environment.getOrDefault(TOKEN, "");
            if (!token.isEmpty()) {
                variables.put(TOKEN, token);
            }
            return variables;
        }

        @Override
        Map<String, String> request() {
            return Map.of("module", "localstack");
        }

        @Override
        Map<String, String> leftovers(String namespace) {
            // What it starts carries its owner's label.
            return Map.of();
        }
    },

    /**
     * <a href="https://floci.io">Floci</a>. Image, port, page, variables and labels are those of its documentation (of the
     * repository floci-io/floci: "Environment Variables Reference", "Docker Configuration", "CloudFormation") and of its module for
     * Testcontainers in Python (testcontainers-floci 0.4.0). It starts functions, builds, tasks, instances and databases as
     * containers beside its own, and needs the engine's socket for it. What it starts carries its namespace, a volume too.
     */
    FLOCI("Floci", "floci/floci:latest", "/_floci/health", Duration.ofMinutes(3)) {

        @Override
        Map<String, String> variables(String region, String namespace, Map<String, String> environment) {
            return Map.of(
                    "FLOCI_DEFAULT_REGION",
                    region,
                    "FLOCI_DEFAULT_AVAILABILITY_ZONE",
                    region + "a",
                    "FLOCI_DEFAULT_ACCOUNT_ID",
                    "000000000000",
                    "FLOCI_DOCKER_RESOURCE_NAMESPACE",
                    namespace,
                    // As with LocalStack; it is Floci's default today.
                    "FLOCI_SERVICES_CLOUDFORMATION_ALLOW_STUB_UNSUPPORTED_RESOURCE_TYPES",
                    "true");
        }

        @Override
        Map<String, String> request() {
            return Map.of("page", page(), "socket", "true");
        }

        @Override
        Map<String, String> leftovers(String namespace) {
            return Map.of(
                    "siblings", "floci_namespace=" + namespace, "networks", "io.floci.owner=" + namespace + "/4566");
        }
    };

    private final String title;
    private final String image;
    private final String page;
    private final Duration patience;

    Product(String title, String image, String page, Duration patience) {
        this.title = title;
        this.image = image;
        this.page = page;
        this.patience = patience;
    }

    /** The product of a target of that name; empty where it is another target. */
    public static Optional<Product> of(String target) {
        return Arrays.stream(values())
                .filter(product -> product.target().equals(target))
                .findFirst();
    }

    /** The name of its target, on the command line and in directories. */
    public String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The variable of a command's environment that names another image, for example {@code LAB_FLOCI_IMAGE}. */
    String imageVariable() {
        return "LAB_" + name() + "_IMAGE";
    }

    /** The image that a command with that environment starts, for example {@code localstack/localstack:4.14.0}. */
    public String image(Map<String, String> environment) {
        return environment.getOrDefault(imageVariable(), image);
    }

    /** The path of its health page, which answers 200 when it is ready. */
    String page() {
        return page;
    }

    /** How long it may take until it is ready, in real time: on a machine that is busy, or reads the image for the first time. */
    Duration patience() {
        return patience;
    }

    /**
     * The variables of its container.
     *
     * @param region in which it is to think itself where nobody says one
     * @param namespace in the names and on the labels of what it starts
     * @param environment of the command
     */
    abstract Map<String, String> variables(String region, String namespace, Map<String, String> environment);

    /** What the program of containers has to know more than image and variables to start it. */
    abstract Map<String, String> request();

    /** By which labels the program of containers finds what was started beside it. */
    abstract Map<String, String> leftovers(String namespace);
}
