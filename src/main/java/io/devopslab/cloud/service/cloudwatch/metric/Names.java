package io.devopslab.cloud.service.cloudwatch.metric;

import org.jspecify.annotations.Nullable;

/** The rules for the names of namespaces, metrics and dimensions (CloudWatch User Guide, "Namespaces"). */
public final class Names {

    private Names() {}

    public static void namespace(@Nullable String value) {
        CloudWatchErrors.required("Namespace", value);
        String namespace = String.valueOf(value);
        if (namespace.length() > 255 || namespace.startsWith(":") || !namespace.matches("[0-9A-Za-z._\\-/#: ]+")) {
            throw CloudWatchErrors.invalidValue("Namespace", namespace);
        }
    }

    public static void metric(String parameter, @Nullable String value) {
        dimension(parameter, value, 255);
    }

    /** Printable ASCII that is not blank. */
    static void dimension(String parameter, @Nullable String value, int most) {
        CloudWatchErrors.required(parameter, value);
        String name = String.valueOf(value);
        boolean isText = name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (name.length() > most || name.isBlank() || !isText) {
            throw CloudWatchErrors.invalidValue(parameter, name);
        }
    }
}
