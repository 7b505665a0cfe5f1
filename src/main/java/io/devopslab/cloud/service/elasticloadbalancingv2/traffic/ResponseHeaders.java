package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import com.sun.net.httpserver.Headers;
import java.util.Map;

/**
 * What the attributes of a listener do to the headers of its answers (User Guide, "HTTP header modification for your
 * Application Load Balancer"): the load balancer's own {@code Server} may be left out, and others may be added.
 */
public final class ResponseHeaders {

    /** Whether answers of the load balancer itself say that they are its; what targets say of themselves stays. */
    public static final String SERVER = "routing.http.response.server.enabled";

    /** The attributes whose values are headers to add, and the headers' names. */
    public static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("routing.http.response.strict_transport_security.header_value", "Strict-Transport-Security"),
            Map.entry("routing.http.response.access_control_allow_origin.header_value", "Access-Control-Allow-Origin"),
            Map.entry(
                    "routing.http.response.access_control_allow_methods.header_value", "Access-Control-Allow-Methods"),
            Map.entry(
                    "routing.http.response.access_control_allow_headers.header_value", "Access-Control-Allow-Headers"),
            Map.entry(
                    "routing.http.response.access_control_allow_credentials.header_value",
                    "Access-Control-Allow-Credentials"),
            Map.entry(
                    "routing.http.response.access_control_expose_headers.header_value",
                    "Access-Control-Expose-Headers"),
            Map.entry("routing.http.response.access_control_max_age.header_value", "Access-Control-Max-Age"),
            Map.entry("routing.http.response.content_security_policy.header_value", "Content-Security-Policy"),
            Map.entry("routing.http.response.x_content_type_options.header_value", "X-Content-Type-Options"),
            Map.entry("routing.http.response.x_frame_options.header_value", "X-Frame-Options"));

    private ResponseHeaders() {}

    /** Changes headers that are about to be sent; what a target sent of the same name is replaced. */
    static void change(Headers headers, Map<String, String> attributes) {
        if ("false".equals(attributes.get(SERVER)) && Answers.SERVER.equals(headers.getFirst("Server"))) {
            headers.remove("Server");
        }
        attributes.forEach((key, value) -> {
            String name = NAMES.get(key);
            if (name != null) {
                headers.set(name, value);
            }
        });
    }
}
