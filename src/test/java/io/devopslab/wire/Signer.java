package io.devopslab.wire;

import io.devopslab.wire.auth.AccessKeyLookup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs by hand, so that a test can sign what no client would. Written apart from the verifier on purpose. */
final class Signer {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final AccessKeyLookup.Key key;
    private final String service;
    private final String time;
    private final String day;
    private final String region;

    Signer(AccessKeyLookup.Key key, String service, Instant when) {
        this(key, service, "eu-west-1", when);
    }

    Signer(AccessKeyLookup.Key key, String service, String region, Instant when) {
        this.key = key;
        this.service = service;
        this.region = region;
        this.time = TIME.format(when);
        this.day = time.substring(0, 8);
    }

    String scope() {
        return day + "/" + region + "/" + service + "/aws4_request";
    }

    String time() {
        return time;
    }

    /** The value of the Authorization header; {@code x-amz-date} must be among the headers. */
    String authorize(String method, String canonicalPath, String query, Map<String, String> headers, String hash) {
        return "AWS4-HMAC-SHA256 Credential=" + key.id() + "/" + scope() + ", SignedHeaders=" + names(headers)
                + ", Signature=" + signature(method, canonicalPath, query, headers, hash);
    }

    String signature(String method, String canonicalPath, String query, Map<String, String> headers, String hash) {
        String canonical = method + "\n" + canonicalPath + "\n" + query + "\n"
                + new TreeMap<>(headers)
                        .entrySet().stream()
                                .map(h -> h.getKey() + ":" + h.getValue().trim() + "\n")
                                .collect(Collectors.joining())
                + "\n" + names(headers) + "\n" + hash;
        return sign("AWS4-HMAC-SHA256\n" + time + "\n" + scope() + "\n" + sha256(canonical));
    }

    private static String names(Map<String, String> headers) {
        return String.join(";", new TreeMap<>(headers).keySet());
    }

    String sign(String text) {
        byte[] signingKey = hmac(
                hmac(hmac(hmac(("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8), day), region), service),
                "aws4_request");
        return HexFormat.of().formatHex(hmac(signingKey, text));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] with, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(with, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
