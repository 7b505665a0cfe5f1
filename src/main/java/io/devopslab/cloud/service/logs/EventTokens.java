package io.devopslab.cloud.service.logs;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of GetLogEvents: a direction and a place between two events, told by the identifier of the event
 * behind it. A page that is empty gives the same places back, so asking again at an end finds what came later.
 */
record EventTokens(boolean forward, BigInteger place) {

    private static final Pattern TOKEN = Pattern.compile("([fb])/(\\d{56,60})/s");

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException when it is no token
     */
    static EventTokens parse(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw LogErrors.badToken();
        }
        return new EventTokens(parts.group(1).equals("f"), new BigInteger(parts.group(2)));
    }

    static String forward(BigInteger place) {
        return "f/" + digits(place) + "/s";
    }

    static String backward(BigInteger place) {
        return "b/" + digits(place) + "/s";
    }

    /** What an identifier looks like in a response. */
    static String digits(BigInteger id) {
        String digits = id.toString();
        return "0".repeat(Math.max(0, 56 - digits.length())) + digits;
    }

    /** The sequence token, which clients still may send and which no longer means anything. */
    static String sequence(long events) {
        return digits(BigInteger.valueOf(events).add(BigInteger.TEN.pow(55).multiply(BigInteger.valueOf(4))));
    }
}
