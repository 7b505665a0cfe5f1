package io.devopslab.wire.http;

import java.util.Optional;

/**
 * What any AWS service may say of a request before it has looked at it: AWS's common errors, with the code that
 * each family of protocols has for it.
 */
public enum Problem {
    MISSING_AUTHENTICATION(403, "MissingAuthenticationTokenException", "MissingAuthenticationToken", "AccessDenied"),
    UNKNOWN_KEY(403, "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId"),
    BAD_TOKEN(403, "UnrecognizedClientException", "InvalidClientTokenId", "InvalidToken"),
    EXPIRED_TOKEN(403, "ExpiredTokenException", "ExpiredToken", "ExpiredToken"),
    BAD_SIGNATURE(403, "InvalidSignatureException", "SignatureDoesNotMatch", "SignatureDoesNotMatch"),
    SKEWED(403, "InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed"),
    EXPIRED_LINK(403, "InvalidSignatureException", "RequestExpired", "AccessDenied"),
    UNSIGNED_HEADERS(403, "InvalidSignatureException", "SignatureDoesNotMatch", "AccessDenied"),
    INCOMPLETE_SIGNATURE(400, "IncompleteSignatureException", "IncompleteSignature", "AuthorizationHeaderMalformed"),
    FOREIGN(403, "AccessDeniedException", "AccessDenied", "AccessDenied"),
    WRONG_DIGEST(400, "InvalidSignatureException", "SignatureDoesNotMatch", "XAmzContentSHA256Mismatch"),
    BAD_DIGEST(400, "BadDigest", "BadDigest", "BadDigest"),
    INVALID_DIGEST(400, "InvalidDigest", "InvalidDigest", "InvalidDigest"),
    MALFORMED_TRAILER(400, "MalformedTrailerError", "MalformedTrailerError", "MalformedTrailerError"),
    MISSING_LENGTH(411, "MissingContentLength", "MissingContentLength", "MissingContentLength"),
    INCOMPLETE_BODY(400, "SerializationException", "MalformedInput", "IncompleteBody"),
    MALFORMED(400, "SerializationException", "MalformedInput", "InvalidRequest"),
    MALFORMED_XML(400, "SerializationException", "MalformedInput", "MalformedXML"),
    TOO_LARGE(413, "RequestEntityTooLargeException", "RequestEntityTooLarge", "EntityTooLarge"),
    UNKNOWN_OPERATION(404, "UnknownOperationException", "InvalidAction", "MethodNotAllowed"),
    NOT_IMPLEMENTED(501, "NotImplemented", "NotImplemented", "NotImplemented"),
    UNAVAILABLE(503, "ServiceUnavailableException", "ServiceUnavailable", "ServiceUnavailable"),
    INTERNAL(500, "InternalFailure", "InternalFailure", "InternalError");

    private final int status;
    private final String json;
    private final String query;
    private final String s3;

    Problem(int status, String json, String query, String s3) {
        this.status = status;
        this.json = json;
        this.query = query;
        this.s3 = s3;
    }

    public int status() {
        return status;
    }

    public int queryStatus() {
        return this == UNKNOWN_OPERATION || this == EXPIRED_LINK ? 400 : status;
    }

    public int s3Status() {
        return switch (this) {
            case BAD_TOKEN, EXPIRED_TOKEN, TOO_LARGE -> 400;
            case UNKNOWN_OPERATION -> 405;
            default -> status;
        };
    }

    /** The code in the JSON and CBOR protocols. */
    public String json() {
        return json;
    }

    /** The code in the query protocols. */
    public String query() {
        return query;
    }

    /** Amazon S3's code. */
    public String s3() {
        return s3;
    }

    /** Amazon S3's words, where they differ from what the other services say. */
    public Optional<String> s3Message() {
        return switch (this) {
            case MISSING_AUTHENTICATION -> Optional.of("Access Denied");
            case UNKNOWN_KEY -> Optional.of("The AWS Access Key Id you provided does not exist in our records.");
            case BAD_TOKEN -> Optional.of("The provided token is malformed or otherwise invalid.");
            case EXPIRED_TOKEN -> Optional.of("The provided token has expired.");
            case BAD_SIGNATURE ->
                Optional.of("The request signature we calculated does not match the signature you"
                        + " provided. Check your key and signing method.");
            case SKEWED -> Optional.of("The difference between the request time and the current time is too large.");
            case EXPIRED_LINK -> Optional.of("Request has expired");
            case MALFORMED_XML ->
                Optional.of("The XML you provided was not well-formed or did not validate against"
                        + " our published schema");
            case TOO_LARGE -> Optional.of("Your proposed upload exceeds the maximum allowed size");
            case UNKNOWN_OPERATION -> Optional.of("The specified method is not allowed against this resource.");
            default -> Optional.empty();
        };
    }
}
