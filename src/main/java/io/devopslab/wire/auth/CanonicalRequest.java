package io.devopslab.wire.auth;

import io.devopslab.wire.http.Percent;
import io.devopslab.wire.http.WireRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The form of a request that is signed: "Create a signed AWS API request" in the IAM User Guide. Amazon S3 encodes
 * a path once and takes it as it is; the other services encode it twice and remove its dots.
 */
final class CanonicalRequest {

    private CanonicalRequest() {}

    static String of(WireRequest request, Signature signature, String payloadHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(path(request.path(), signature.credential().service())).append('\n');
        text.append(request.query().isEmpty() ? "" : request.parameters().canonical("X-Amz-Signature"))
                .append('\n');
        for (String name : signature.signedHeaders()) {
            text.append(name).append(':').append(values(request, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
        return text.append(payloadHash).toString();
    }

    private static String path(String path, String service) {
        return service.equals("s3") ? Percent.encodePath(Percent.decode(path)) : Percent.encodePath(withoutDots(path));
    }

    private static String withoutDots(String path) {
        if (!path.contains("/.") && !path.contains("//")) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", segments);
        return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
    }

    private static String values(WireRequest request, String name) {
        List<String> values = request.headerValues(name);
        if (values.size() == 1) {
            return trimmed(values.get(0));
        }
        return String.join(",", values.stream().map(CanonicalRequest::trimmed).toList());
    }

    private static String trimmed(String value) {
        String trimmed = value.trim();
        return trimmed.contains("  ") ? trimmed.replaceAll(" {2,}", " ") : trimmed;
    }
}
