package io.devopslab.wire.auth;

import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.Spool;
import io.devopslab.wire.http.WireException;
import io.devopslab.wire.http.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/** Reads a request to its end and says who sent it. Thread-safe. */
public final class RequestVerifier {

    static final String MISMATCH = "The request signature we calculated does not match the signature you provided."
            + " Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final String CONTENT_HASH = "X-Amz-Content-Sha256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String S3 = "s3";
    private static final String STREAMING = "STREAMING-";
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final AccessKeyLookup keys;
    private final AuthMode mode;
    private final String account;
    private final InstantSource wallClock;
    private final SigningKeys signingKeys = new SigningKeys();

    /**
     * @param account whose anonymous requests are, where the mode lets them through
     */
    public RequestVerifier(AccessKeyLookup keys, AuthMode mode, String account, InstantSource wallClock) {
        this.keys = keys;
        this.mode = mode;
        this.account = account;
        this.wallClock = wallClock;
    }

    /** A request that was read to its end, and who sent it. */
    public record Verified(WireRequest request, Caller caller) {}

    /**
     * Reads the body of {@code head} from {@code raw}.
     *
     * @param head the request without its body
     * @throws WireException with AWS's error if the signature is missing, wrong or too old, or the body is not what
     *     was signed
     */
    public Verified verify(WireRequest head, InputStream raw, Spool spool) throws IOException {
        Optional<Signature> signature = Signature.of(head);
        if (mode == AuthMode.NONE) {
            return new Verified(unverified(head, raw, spool), claimed(head, signature));
        }
        if (signature.isEmpty()) {
            LegacyLink link = LegacyLink.of(head)
                    .orElseThrow(() -> new WireException(
                            Problem.MISSING_AUTHENTICATION, "Request is missing Authentication Token"));
            AccessKeyLookup.Key key = key(link.keyId(), link.token());
            link.verify(head, key, wallClock.instant());
            return new Verified(unverified(head, raw, spool), caller(link, key.account()));
        }
        AccessKeyLookup.Key key =
                key(signature.get().credential().keyId(), signature.get().token());
        checkTime(signature.get());
        checkScope(signature.get());
        return new Verified(signed(head, signature.get(), key, raw, spool), caller(signature.get(), key.account()));
    }

    /** The service that the request's signature names, before anybody has verified it. */
    public static Optional<String> claimedService(WireRequest head) {
        Optional<String> authorization = head.header("Authorization");
        if (authorization.isPresent()) {
            return Signature.claimedService(authorization.get());
        }
        try {
            Optional<Signature> signature = Signature.of(head);
            return signature.isPresent()
                    ? signature.map(s -> s.credential().service())
                    : LegacyLink.of(head).map(link -> S3);
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    private Caller claimed(WireRequest head, Optional<Signature> signature) {
        if (signature.isPresent()) {
            return caller(
                    signature.get(), accountOf(signature.get().credential().keyId()));
        }
        return LegacyLink.of(head)
                .map(link -> caller(link, accountOf(link.keyId())))
                .orElse(new Caller(account, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private String accountOf(String keyId) {
        return keys.find(keyId).map(AccessKeyLookup.Key::account).orElse(account);
    }

    private static Caller caller(Signature signature, String account) {
        Signature.Credential credential = signature.credential();
        return new Caller(
                account,
                Optional.of(credential.keyId()),
                Optional.of(credential.region())
                        .filter(region -> REGION.matcher(region).matches()),
                Optional.of(credential.service()));
    }

    private static Caller caller(LegacyLink link, String account) {
        return new Caller(account, Optional.of(link.keyId()), Optional.empty(), Optional.of(S3));
    }

    private WireRequest unverified(WireRequest head, InputStream raw, Spool spool) throws IOException {
        PayloadReader reader = new PayloadReader(head);
        return head.header(CONTENT_HASH).orElse("").startsWith(STREAMING)
                ? reader.chunked(raw, spool, Optional.empty())
                : reader.plain(raw, spool, hash -> {});
    }

    private AccessKeyLookup.Key key(String keyId, Optional<String> token) {
        AccessKeyLookup.Key key = keys.find(keyId)
                .filter(AccessKeyLookup.Key::active)
                .orElseThrow(() -> new WireException(
                        Problem.UNKNOWN_KEY, "The security token included in the request is invalid."));
        if (!key.sessionToken().equals(token.filter(t -> !t.isEmpty()))) {
            throw new WireException(Problem.BAD_TOKEN, "The security token included in the request is invalid.");
        }
        if (key.expires().isPresent()
                && wallClock.instant().isAfter(key.expires().get())) {
            throw new WireException(Problem.EXPIRED_TOKEN, "The security token included in the request is expired");
        }
        return key;
    }

    private void checkTime(Signature signature) {
        Instant signed = date(signature);
        Instant now = wallClock.instant();
        if (signed.isAfter(now.plus(SKEW))) {
            throw new WireException(
                    Problem.SKEWED,
                    "Signature not yet current: " + signature.date() + " is still later than " + basic(now.plus(SKEW))
                            + " (" + basic(now) + " + 15 min.)");
        }
        Duration age = signature.presigned().orElse(SKEW);
        if (signed.isBefore(now.minus(age))) {
            throw new WireException(
                    signature.presigned().isPresent() ? Problem.EXPIRED_LINK : Problem.SKEWED,
                    "Signature expired: " + signature.date() + " is now earlier than " + basic(now.minus(age)) + " ("
                            + basic(now) + " - " + age.toMinutes() + " min.)");
        }
    }

    private static Instant date(Signature signature) {
        if (!signature.date().startsWith(signature.credential().day())) {
            throw new WireException(
                    Problem.BAD_SIGNATURE,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
        }
        try {
            return LocalDateTime.parse(signature.date(), BASIC).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new WireException(
                    Problem.INCOMPLETE_SIGNATURE,
                    "Date must be in ISO-8601 'basic format'. Got '" + signature.date() + "'.");
        }
    }

    private static String basic(Instant time) {
        return BASIC.format(time.atOffset(ZoneOffset.UTC));
    }

    private static void checkScope(Signature signature) {
        if (!REGION.matcher(signature.credential().region()).matches()) {
            throw new WireException(
                    Problem.BAD_SIGNATURE,
                    "Credential should be scoped to a valid region, not '"
                            + signature.credential().region() + "'.");
        }
    }

    private WireRequest signed(
            WireRequest head, Signature signature, AccessKeyLookup.Key key, InputStream raw, Spool spool)
            throws IOException {
        SecretKeySpec signingKey = signingKeys.of(key.secret(), signature.credential());
        PayloadReader reader = new PayloadReader(head);
        String declared = declaredHash(head, signature);
        if (declared.isEmpty()) {
            return reader.plain(raw, spool, hash -> checkSignature(head, signature, signingKey, hash));
        }
        checkSignature(head, signature, signingKey, declared);
        if (declared.startsWith(STREAMING)) {
            return reader.chunked(raw, spool, chunkSignatures(declared, signingKey, signature));
        }
        return reader.plain(raw, spool, hash -> {
            if (!declared.equals(UNSIGNED) && !declared.equals(hash)) {
                throw new WireException(
                        Problem.WRONG_DIGEST,
                        "The provided 'x-amz-content-sha256' header does not match what was computed.");
            }
        });
    }

    private static Optional<ChunkSignatures> chunkSignatures(String declared, SecretKeySpec key, Signature seed) {
        return switch (declared) {
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
                Optional.of(new ChunkSignatures(key, seed));
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> Optional.empty();
            default ->
                throw new WireException(
                        Problem.INCOMPLETE_SIGNATURE,
                        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD or a valid"
                                + " sha256 value.");
        };
    }

    /** Empty if the hash of the body itself was signed. */
    private static String declaredHash(WireRequest head, Signature signature) {
        boolean s3Link = signature.presigned().isPresent()
                && signature.credential().service().equals(S3);
        return head.header(CONTENT_HASH).orElse(s3Link ? UNSIGNED : "");
    }

    private static void checkSignature(WireRequest head, Signature signature, SecretKeySpec key, String payloadHash) {
        String toSign = Signature.ALGORITHM + "\n" + signature.date() + "\n"
                + signature.credential().scope() + "\n"
                + Digests.sha256(CanonicalRequest.of(head, signature, payloadHash));
        String expected = Digests.hex(Digests.hmac(key, toSign));
        if (!Digests.same(expected, signature.value())) {
            throw new WireException(Problem.BAD_SIGNATURE, MISMATCH);
        }
    }
}
