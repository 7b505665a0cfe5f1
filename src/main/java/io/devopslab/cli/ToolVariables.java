package io.devopslab.cli;

import io.devopslab.session.SessionState;
import io.devopslab.target.aws.AwsTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a learner's own tools talk to a cloud.
 *
 * @param set variables by their names
 * @param unset those that would win over, or spoil, what is set
 */
record ToolVariables(Map<String, String> set, List<String> unset) {

    /** Some operations, as StartLiveTail, are sent to a host of their own, whose name is no one's where AWS is not. */
    private static final String ONE_HOST = "AWS_DISABLE_HOST_PREFIX_INJECTION";

    ToolVariables {
        unset = List.copyOf(unset);
    }

    /** Those of a cloud with a key of its own. */
    static ToolVariables ofKey(String endpoint, String region, String id, String secret) {
        Map<String, String> set = new LinkedHashMap<>();
        endpoint(set, endpoint);
        set.put("AWS_ACCESS_KEY_ID", id);
        set.put("AWS_SECRET_ACCESS_KEY", secret);
        place(set, region);
        return new ToolVariables(set, List.of("AWS_PROFILE", "AWS_SESSION_TOKEN"));
    }

    /**
     * Those of the cloud of a session elsewhere. The key of an account is never printed: tools find it as this program does.
     *
     * @param environment of the command; a key for an emulator that stands there is there already
     */
    static ToolVariables of(SessionState session, Map<String, String> environment) {
        Map<String, String> set = new LinkedHashMap<>();
        List<String> unset = new ArrayList<>();
        if (session.target().equals(AwsTarget.NAME)) {
            if (session.endpoint().isEmpty()) {
                unset.addAll(List.of("AWS_ENDPOINT_URL", ONE_HOST));
            } else {
                endpoint(set, session.endpoint());
            }
            if (!session.profile().isEmpty()) {
                set.put("AWS_PROFILE", session.profile());
                unset.addAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"));
            }
            place(set, session.region());
            return new ToolVariables(set, unset);
        }
        if (environment.getOrDefault("AWS_ACCESS_KEY_ID", "").isEmpty()) {
            return ofKey(session.endpoint(), session.region(), "test", "test");
        }
        endpoint(set, session.endpoint());
        place(set, session.region());
        return new ToolVariables(set, List.of("AWS_PROFILE"));
    }

    private static void endpoint(Map<String, String> set, String url) {
        set.put("AWS_ENDPOINT_URL", url);
        set.put(ONE_HOST, "true");
    }

    private static void place(Map<String, String> set, String region) {
        set.put("AWS_REGION", region);
        set.put("AWS_DEFAULT_REGION", region);
        set.put("AWS_PAGER", "");
    }
}
