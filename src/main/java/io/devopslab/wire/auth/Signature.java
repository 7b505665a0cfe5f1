package io.devopslab.wire.auth;

import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its own signature. Nothing here is verified.
 *
 * @param signedHeaders their names in lower case, in the order given
 * @param date of the form {@code 20260105T090000Z}
 * @param presigned how long a presigned link is valid; empty if the signature is in the header
 */
record Signature(
        Credential credential,
        List<String> signedHeaders,
        String value,
        String date,
        Optional<String> token,
        Optional<Duration> presigned) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final long LONGEST_LINK = 604_800;

    /** Key and scope: {@code AKIA…/20260105/eu-west-1/s3/aws4_request}. */
    record Credential(String keyId, String day, String region, String service) {

        String scope() {
            return day + "/" + region + "/" + service + "/aws4_request";
        }
    }

    /**
     * The request's signature, if it has one.
     *
     * @throws WireException if it has half of one
     */
    static Optional<Signature> of(WireRequest request) {
        Optional<String> header = request.header("Authorization");
        if (header.isPresent()) {
            return Optional.of(inHeader(header.get(), request));
        }
        if (!request.query().contains("X-Amz-")) {
            return Optional.empty();
        }
        Parameters query = request.parameters();
        return query.has("X-Amz-Signature") || query.has("X-Amz-Credential")
                ? Optional.of(inQuery(query))
                : Optional.empty();
    }

    /**
     * The service of the credential in an Authorization header, taken out without a look at the rest: each request is
     * asked for it once before it is read.
     */
    static Optional<String> claimedService(String header) {
        int end = header.indexOf("/aws4_request");
        int start = end < 0 ? -1 : header.lastIndexOf('/', end - 1);
        return header.startsWith(ALGORITHM + " ") && start >= 0
                ? Optional.of(header.substring(start + 1, end))
                : Optional.empty();
    }

    private static Signature inHeader(String header, WireRequest request) {
        if (!header.startsWith(ALGORITHM + " ")) {
            throw incomplete("Authorization header requires '" + ALGORITHM + "' as its algorithm. Authorization="
                    + header.replaceFirst(" .*", ""));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : header.substring(ALGORITHM.length()).split(",", 20)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).trim(),
                        part.substring(equals + 1).trim());
            }
        }
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!parts.containsKey(name)) {
                throw incomplete("Authorization header requires '" + name + "' parameter. Authorization=" + ALGORITHM);
            }
        }
        return new Signature(
                credential(parts.getOrDefault("Credential", "")),
                names(parts.getOrDefault("SignedHeaders", "")),
                parts.getOrDefault("Signature", ""),
                request.header("X-Amz-Date")
                        .orElseThrow(() -> incomplete("Authorization header requires existence of either a 'X-Amz-Date'"
                                + " or a 'Date' header. Authorization=" + ALGORITHM)),
                request.header("X-Amz-Security-Token"),
                Optional.empty());
    }

    private static Signature inQuery(Parameters query) {
        for (String name : List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date")) {
            if (!query.has(name)) {
                throw incomplete("AWS query-string parameters must include '" + name + "'. Re-examine the query-string"
                        + " parameters.");
            }
        }
        if (!query.first("X-Amz-Algorithm").orElse("").equals(ALGORITHM)) {
            throw incomplete("X-Amz-Algorithm only supports \"" + ALGORITHM + "\"");
        }
        return new Signature(
                credential(query.first("X-Amz-Credential").orElse("")),
                names(query.first("X-Amz-SignedHeaders").orElse("")),
                query.first("X-Amz-Signature").orElse(""),
                query.first("X-Amz-Date").orElse(""),
                query.first("X-Amz-Security-Token"),
                Optional.of(validity(query.first("X-Amz-Expires").orElse("900"))));
    }

    private static Duration validity(String seconds) {
        if (!seconds.matches("\\d{1,9}") || Long.parseLong(seconds) > LONGEST_LINK) {
            throw incomplete(
                    "X-Amz-Expires must be a number of seconds of at most a week (in seconds) that is " + LONGEST_LINK);
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Credential credential(String text) {
        String[] parts = text.split("/", -1);
        int n = parts.length;
        if (n < 5 || !parts[n - 1].equals("aws4_request") || !isDay(parts[n - 4])) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/aws4_request, got '" + text + "'");
        }
        String keyId = String.join("/", List.of(parts).subList(0, n - 4));
        return new Credential(keyId, parts[n - 4], parts[n - 3], parts[n - 2]);
    }

    private static boolean isDay(String text) {
        return text.length() == 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> names(String text) {
        List<String> names = List.of(text.toLowerCase(Locale.ROOT).split(";", -1));
        if (!names.contains("host")) {
            throw incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        }
        return names;
    }

    private static WireException incomplete(String message) {
        return new WireException(Problem.INCOMPLETE_SIGNATURE, message);
    }
}
