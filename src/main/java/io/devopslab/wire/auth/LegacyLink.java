package io.devopslab.wire.auth;

import io.devopslab.wire.http.Parameters;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.VirtualHost;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A presigned link of Amazon S3 in Signature Version 2, which {@code aws s3 presign} and boto3 still make unless they
 * are told otherwise: "Signing and authenticating REST requests" in the Amazon S3 User Guide.
 *
 * @param expires in seconds since 1970
 */
record LegacyLink(String keyId, String signature, long expires, Optional<String> token) {

    private static final Set<String> SIGNED_PARAMETERS = Set.of(
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "delete",
            "inventory",
            "lifecycle",
            "location",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "partNumber",
            "policy",
            "replication",
            "requestPayment",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-language",
            "response-content-type",
            "response-expires",
            "restore",
            "select",
            "select-type",
            "storageClass",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website");

    /** The link's signature, if the request came by such a link. */
    static Optional<LegacyLink> of(WireRequest request) {
        if (!request.query().contains("AWSAccessKeyId=")) {
            return Optional.empty();
        }
        Parameters query = request.parameters();
        String expires = query.first("Expires").orElse("");
        if (!query.has("Signature") || !expires.matches("\\d{1,12}")) {
            throw new WireException(
                    Problem.FOREIGN,
                    "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
        }
        return Optional.of(new LegacyLink(
                query.first("AWSAccessKeyId").orElse(""),
                query.first("Signature").orElse(""),
                Long.parseLong(expires),
                query.first("x-amz-security-token")));
    }

    /**
     * @throws WireException if the link was not signed with the key, or not for this request, or has expired
     */
    void verify(WireRequest request, AccessKeyLookup.Key key, Instant now) {
        if (now.getEpochSecond() > expires) {
            throw new WireException(Problem.EXPIRED_LINK, "Request has expired");
        }
        if (!Digests.same(sign(key.secret(), toSign(request)), signature)) {
            throw new WireException(Problem.BAD_SIGNATURE, RequestVerifier.MISMATCH);
        }
    }

    private String toSign(WireRequest request) {
        return request.method() + "\n"
                + request.header("Content-MD5").orElse("") + "\n"
                + request.header("Content-Type").orElse("") + "\n"
                + expires + "\n"
                + amazonHeaders(request)
                + resource(request);
    }

    private static String amazonHeaders(WireRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> add(headers, name, String.join(",", values)));
        request.parameters().all().forEach(p -> add(headers, p.name(), p.value()));
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static void add(Map<String, String> headers, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("x-amz-")) {
            headers.put(lower, value.trim());
        }
    }

    private static String resource(WireRequest request) {
        List<Parameters.Parameter> signed = request.parameters().all().stream()
                .filter(p -> SIGNED_PARAMETERS.contains(p.name()))
                .sorted(Comparator.comparing(Parameters.Parameter::name))
                .toList();
        String query = signed.stream()
                .map(p -> p.value().isEmpty() ? p.name() : p.name() + "=" + p.value())
                .collect(Collectors.joining("&"));
        return VirtualHost.inPath(request).path() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA1.", e);
        }
    }
}
