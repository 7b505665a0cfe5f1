package io.devopslab.cloud.service.elasticloadbalancingv2.health;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.Addresses;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** One request to a target, as its group's settings have it. Its timeout is real time. */
final class HealthCheck {

    private final Addresses addresses;

    HealthCheck(Addresses addresses) {
        this.addresses = addresses;
    }

    Finding of(TargetGroupRow group, TargetRow target) {
        return addresses
                .freshHost(group, target)
                .map(host -> ask(group.group(), host, port(group.group(), target)))
                .orElse(Finding.NOT_RUNNING);
    }

    static int port(TargetGroup group, TargetRow target) {
        String port = group.healthCheckPort();
        return port == null || port.equals("traffic-port") ? target.port() : Integer.parseInt(port);
    }

    private static Finding ask(TargetGroup group, String host, int port) {
        Optional<URL> url = url(host, port, group.healthCheckPath());
        if (url.isEmpty()) {
            return Finding.FAILED;
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) url.get().openConnection();
            try {
                int millis = group.healthCheckTimeoutSeconds() * 1_000;
                connection.setConnectTimeout(millis);
                connection.setReadTimeout(millis);
                connection.setInstanceFollowRedirects(false);
                connection.setRequestProperty("User-Agent", "ELB-HealthChecker/2.0");
                connection.setRequestProperty("Connection", "close");
                int status = connection.getResponseCode();
                if (status < 0) {
                    return Finding.FAILED;
                }
                return Matcher.accepts(group.matcher().httpCode(), status) ? Finding.GOOD : Finding.mismatch(status);
            } finally {
                connection.disconnect();
            }
        } catch (SocketTimeoutException e) {
            return Finding.TIMEOUT;
        } catch (IOException e) {
            return Finding.FAILED;
        }
    }

    private static Optional<URL> url(String host, int port, String path) {
        try {
            String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return Optional.of(new URI("http://" + literal + ":" + port + path).toURL());
        } catch (URISyntaxException | IOException e) {
            return Optional.empty();
        }
    }
}
