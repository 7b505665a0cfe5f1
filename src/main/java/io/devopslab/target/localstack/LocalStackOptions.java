package io.devopslab.target.localstack;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How LocalStack is started.
 *
 * @param image for example {@code localstack/localstack:4.14.0}
 * @param environment the variables of its container
 * @param patience how long it may take until it is ready, in real time
 */
public record LocalStackOptions(String image, Map<String, String> environment, Duration patience) {

    /** The last that runs without a token. */
    public static final String DEFAULT_IMAGE = "localstack/localstack:4.14.0";

    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

    public LocalStackOptions {
        environment = Map.copyOf(environment);
    }

    /**
     * The options of a command.
     *
     * @param variables of the command's environment; {@code LOCALSTACK_AUTH_TOKEN} is passed on
     */
    public static LocalStackOptions of(String image, Map<String, String> variables) {
        Map<String, String> environment = new TreeMap<>();
        // What it cannot make is left out of a stack rather than refused with all the rest; the session looks what is
        // there.
        environment.put("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
        // It reports to nobody, and is called without TLS.
        environment.put("DISABLE_EVENTS", "1");
        environment.put("SKIP_SSL_CERT_DOWNLOAD", "1");
        String token = variables.getOrDefault(TOKEN, "");
        if (!token.isEmpty()) {
            environment.put(TOKEN, token);
        }
        // On a machine that is busy, or reads the image for the first time, it takes minutes.
        return new LocalStackOptions(image, environment, Duration.ofMinutes(10));
    }
}
