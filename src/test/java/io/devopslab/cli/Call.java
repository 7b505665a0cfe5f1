package io.devopslab.cli;

import com.github.tomakehurst.wiremock.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of AWS as it is seen on the wire.
 *
 * @param service as the signature's scope names it; empty where nothing is signed
 * @param operation for example {@code CreateUser}; of S3 those that matter here, and the HTTP method of the others
 */
record Call(String service, String operation) {

    /** The scope: key, date, region, service (IAM User Guide, "Create a signed AWS API request"). */
    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/[0-9]{8}/[^/]+/([^/]+)/aws4_request");

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

    static Call of(Request request) {
        String service =
                first(SERVICE, text(request, "Authorization").orElse("")).orElse("");
        if (service.equals("s3")) {
            return new Call(service, ofS3(request));
        }
        String operation = text(request, "X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .or(() -> first(ACTION, new String(request.getBody(), StandardCharsets.UTF_8)))
                .orElseGet(() -> request.getMethod().toString());
        return new Call(service, operation);
    }

    private static Optional<String> text(Request request, String header) {
        return Optional.ofNullable(request.getHeader(header));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String ofS3(Request request) {
        String method = request.getMethod().toString();
        String[] parts = request.getUrl().split("\\?", 2);
        boolean ofBucket = parts[0].matches("/[^/]+/?");
        String query = parts.length > 1 ? parts[1] : "";
        if (ofBucket && method.equals("DELETE") && query.isEmpty()) {
            return "DeleteBucket";
        }
        return ofBucket && method.equals("POST") && query.startsWith("delete") ? "DeleteObjects" : method;
    }

    boolean is(String wanted) {
        return toString().equals(wanted);
    }

    @Override
    public String toString() {
        return service + ":" + operation;
    }
}
