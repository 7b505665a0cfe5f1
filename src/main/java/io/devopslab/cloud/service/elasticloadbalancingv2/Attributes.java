package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.ResponseHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a kind of resource: their defaults, which values they may have, and which of these the embedded
 * cloud does something about ("LoadBalancerAttribute" and "TargetGroupAttribute" of the API Reference).
 *
 * @param kind the resource in AWS's words
 * @param defaults every attribute with its default
 * @param allowed the form of those that may change; all others must keep their defaults, since nothing would follow
 */
record Attributes(String kind, Map<String, String> defaults, Map<String, Pattern> allowed) {

    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7e]{0,1024}");

    static final Attributes OF_BALANCERS = new Attributes(
            "Load balancer",
            Map.ofEntries(
                    Map.entry("access_logs.s3.enabled", "false"),
                    Map.entry("access_logs.s3.bucket", ""),
                    Map.entry("access_logs.s3.prefix", ""),
                    Map.entry("connection_logs.s3.enabled", "false"),
                    Map.entry("connection_logs.s3.bucket", ""),
                    Map.entry("connection_logs.s3.prefix", ""),
                    Map.entry("client_keep_alive.seconds", "3600"),
                    Map.entry("deletion_protection.enabled", "false"),
                    Map.entry("idle_timeout.timeout_seconds", "60"),
                    Map.entry("load_balancing.cross_zone.enabled", "true"),
                    Map.entry("routing.http.desync_mitigation_mode", "defensive"),
                    Map.entry("routing.http.drop_invalid_header_fields.enabled", "false"),
                    Map.entry("routing.http.preserve_host_header.enabled", "false"),
                    Map.entry("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false"),
                    Map.entry("routing.http.xff_client_port.enabled", "false"),
                    Map.entry("routing.http.xff_header_processing.mode", "append"),
                    Map.entry("routing.http2.enabled", "true"),
                    Map.entry("waf.fail_open.enabled", "false"),
                    Map.entry("zonal_shift.config.enabled", "false")),
            Map.of(
                    "deletion_protection.enabled",
                    BOOLEAN,
                    "idle_timeout.timeout_seconds",
                    Pattern.compile("[1-9]\\d{0,2}|[1-3]\\d{3}|4000"),
                    "routing.http.preserve_host_header.enabled",
                    BOOLEAN,
                    "routing.http2.enabled",
                    BOOLEAN,
                    "routing.http.desync_mitigation_mode",
                    Pattern.compile("monitor|defensive|strictest"),
                    "routing.http.xff_header_processing.mode",
                    Pattern.compile("append|preserve|remove")));

    private static final Map<String, String> GROUP_HEALTH = Map.of(
            "target_group_health.dns_failover.minimum_healthy_targets.count", "1",
            "target_group_health.dns_failover.minimum_healthy_targets.percentage", "off",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1",
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off");

    static final Attributes OF_GROUPS = new Attributes(
            "Target group",
            with(
                    GROUP_HEALTH,
                    Map.of(
                            "deregistration_delay.timeout_seconds", "300",
                            "load_balancing.algorithm.anomaly_mitigation", "off",
                            "load_balancing.algorithm.type", "round_robin",
                            "load_balancing.cross_zone.enabled", "use_load_balancer_configuration",
                            "slow_start.duration_seconds", "0",
                            "stickiness.app_cookie.cookie_name", "",
                            "stickiness.app_cookie.duration_seconds", "86400",
                            "stickiness.enabled", "false",
                            "stickiness.lb_cookie.duration_seconds", "86400",
                            "stickiness.type", "lb_cookie")),
            Map.of(
                    "deregistration_delay.timeout_seconds", Pattern.compile("\\d{1,3}|[1-2]\\d{3}|3[0-5]\\d\\d|3600"),
                    "stickiness.lb_cookie.duration_seconds", Pattern.compile("[1-9]\\d{0,5}"),
                    "stickiness.type", Pattern.compile("lb_cookie|app_cookie")));

    static final Attributes OF_FUNCTION_GROUPS = new Attributes(
            "Target group",
            with(
                    GROUP_HEALTH,
                    Map.of(
                            "lambda.multi_value_headers.enabled", "false",
                            "load_balancing.algorithm.type", "round_robin",
                            "load_balancing.cross_zone.enabled", "use_load_balancer_configuration",
                            "stickiness.enabled", "false",
                            "stickiness.lb_cookie.duration_seconds", "86400",
                            "stickiness.type", "lb_cookie")),
            Map.of());

    /** Those of HTTP listeners; a header without a value is not added. */
    static final Attributes OF_LISTENERS = new Attributes("Listener", listeners(), listenersAllowed());

    private static Map<String, String> listeners() {
        Map<String, String> all = new HashMap<>(Map.of(ResponseHeaders.SERVER, "true"));
        ResponseHeaders.NAMES.keySet().forEach(key -> all.put(key, ""));
        return Map.copyOf(all);
    }

    /** AWS tells the values of each header; here each may have what can stand in a header, up to a kibibyte. */
    private static Map<String, Pattern> listenersAllowed() {
        Map<String, Pattern> all = new HashMap<>(Map.of(ResponseHeaders.SERVER, BOOLEAN));
        ResponseHeaders.NAMES.keySet().forEach(key -> all.put(key, HEADER));
        return Map.copyOf(all);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return Map.copyOf(all);
    }

    /** All attributes, by name. */
    Map<String, String> shown(Map<String, String> changed) {
        Map<String, String> all = new TreeMap<>(defaults);
        all.putAll(changed);
        return all;
    }

    /**
     * What differs from the defaults after a change.
     *
     * @throws UnsupportedOperationException for a value that AWS takes and the embedded cloud does not follow
     */
    Map<String, String> changed(Map<String, String> present, Map<String, String> wanted) {
        Map<String, String> result = new HashMap<>(present);
        wanted.forEach((key, value) -> {
            check(key, value);
            if (value.equals(defaults.get(key))) {
                result.remove(key);
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    private void check(String key, @Nullable String value) {
        String initial = defaults.get(key);
        if (initial == null) {
            throw ElbErrors.validation(kind + " attribute key '" + key + "' is not recognized");
        }
        if (value == null) {
            throw ElbErrors.validation(kind + " attribute value for key '" + key + "' must be specified");
        }
        Pattern form = allowed.get(key);
        if (form != null && !form.matcher(value).matches()) {
            throw ElbErrors.validation(kind + " attribute value '" + value + "' is not valid for key '" + key + "'");
        }
        boolean isOnlyName =
                Set.of("access_logs.s3.bucket", "access_logs.s3.prefix").contains(key);
        if (form == null && !value.equals(initial) && !isOnlyName) {
            throw new UnsupportedOperationException(
                    "The embedded cloud knows the attribute " + key + " only with its default, '" + initial + "'.");
        }
    }
}
