package io.devopslab.cloud.runtime.git;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The password that {@code aws codecommit credential-helper} makes: a time stamp, the letter Z, and the
 * Signature Version 4 of a request of method {@code GIT} for the repository's path, with the host as its only
 * header, no payload hash, and a time stamp without its Z.
 */
final class CredentialHelperSignature {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final int STAMP_LENGTH = 15;
    private static final Duration VALID = Duration.ofMinutes(15);

    private final String secret;

    CredentialHelperSignature(String secret) {
        this.secret = secret;
    }

    /** Whether the password was made with the secret, for the path, and within 15 minutes of {@code now}. */
    boolean isValid(GitLogin login, Instant now) {
        String password = login.password();
        if (password.length() < STAMP_LENGTH + 1 || password.charAt(STAMP_LENGTH) != 'Z') {
            return false;
        }
        String stamp = password.substring(0, STAMP_LENGTH);
        byte[] given = password.substring(STAMP_LENGTH + 1).getBytes(StandardCharsets.UTF_8);
        // The URL that the user typed may end in a slash, which is signed and is not sent.
        return isFresh(stamp, now)
                && Stream.of(login.path(), login.path() + "/")
                        .anyMatch(path -> MessageDigest.isEqual(
                                given, sign(stamp, login, path).getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isFresh(String stamp, Instant now) {
        try {
            Instant signed = LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
            return Duration.between(signed, now).abs().compareTo(VALID) <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private String sign(String stamp, GitLogin login, String path) {
        String day = stamp.substring(0, 8);
        String request = "GIT\n" + path + "\n\nhost:" + login.host() + "\n\nhost\n";
        String scope = day + "/" + login.region() + "/codecommit/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + sha256(request);
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, login.region(), "codecommit", "aws4_request", toSign}) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(key);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256.", e);
        }
    }
}
