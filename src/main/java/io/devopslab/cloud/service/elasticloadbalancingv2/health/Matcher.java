package io.devopslab.cloud.service.elasticloadbalancingv2.health;

import java.util.regex.Pattern;

/** The codes of a healthy answer: {@code 200}, {@code 200,202} or {@code 200-299}. */
public final class Matcher {

    private static final Pattern FORM = Pattern.compile("[2-4]\\d\\d(-[2-4]\\d\\d)?(,[2-4]\\d\\d(-[2-4]\\d\\d)?)*");

    private Matcher() {}

    /** Whether a text has the form of codes between 200 and 499. */
    public static boolean isValid(String codes) {
        return FORM.matcher(codes).matches();
    }

    static boolean accepts(String codes, int status) {
        for (String part : codes.split(",", -1)) {
            int dash = part.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int to = Integer.parseInt(dash < 0 ? part : part.substring(dash + 1));
            if (from <= status && status <= to) {
                return true;
            }
        }
        return false;
    }
}
