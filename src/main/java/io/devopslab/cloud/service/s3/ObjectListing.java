package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** Lists the objects that stand. */
final class ObjectListing {

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;

    ObjectListing(ServiceContext context, Buckets buckets, ObjectTable objects) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
    }

    ListObjectsV2Response list(ListObjectsV2Request request) {
        UnaryOperator<String> encode = encoding(request.encodingTypeAsString());
        String after = Optional.ofNullable(request.continuationToken())
                .map(ObjectListing::decode)
                .orElse(or(request.startAfter()));
        Walk.Scan scan = scan(request, request.prefix(), request.delimiter(), maxKeys(request.maxKeys()));
        boolean owner = Boolean.TRUE.equals(request.fetchOwner());
        Walk<S3Object> walk = new Walk<>(objects, scan, object -> entry(object, encode, owner));
        Optional<Walk.Mark> more = scan.max() == 0 ? Optional.empty() : walk.from(place(scan.bucket(), after), after);
        return ListObjectsV2Response.builder()
                .name(scan.bucket())
                .prefix(encode.apply(scan.prefix()))
                .delimiter(scan.delimiter().isEmpty() ? null : encode.apply(scan.delimiter()))
                .startAfter(or(request.startAfter()).isEmpty() ? null : encode.apply(request.startAfter()))
                .encodingType(request.encodingType())
                .maxKeys(scan.max())
                .keyCount(walk.entries().size() + walk.commonPrefixes().size())
                .contents(walk.entries())
                .commonPrefixes(prefixes(walk.commonPrefixes(), encode))
                .isTruncated(more.isPresent())
                .continuationToken(request.continuationToken())
                .nextContinuationToken(more.map(mark -> encode(mark.name())).orElse(null))
                .build();
    }

    ListObjectsResponse list(ListObjectsRequest request) {
        UnaryOperator<String> encode = encoding(request.encodingTypeAsString());
        String marker = or(request.marker());
        Walk.Scan scan = scan(request, request.prefix(), request.delimiter(), maxKeys(request.maxKeys()));
        Walk<S3Object> walk = new Walk<>(objects, scan, object -> entry(object, encode, true));
        Optional<Walk.Mark> more = scan.max() == 0 ? Optional.empty() : walk.from(place(scan.bucket(), marker), marker);
        return ListObjectsResponse.builder()
                .name(scan.bucket())
                .prefix(encode.apply(scan.prefix()))
                .delimiter(scan.delimiter().isEmpty() ? null : encode.apply(scan.delimiter()))
                .marker(encode.apply(marker))
                .encodingType(request.encodingType())
                .maxKeys(scan.max())
                .contents(walk.entries())
                .commonPrefixes(prefixes(walk.commonPrefixes(), encode))
                .isTruncated(more.isPresent())
                .nextMarker(
                        scan.delimiter().isEmpty()
                                ? null
                                : more.map(mark -> encode.apply(mark.name())).orElse(null))
                .build();
    }

    private Walk.Scan scan(S3Request request, @Nullable String prefix, @Nullable String delimiter, int max) {
        return new Walk.Scan(buckets.require(request).name(), or(prefix), or(delimiter), max, false);
    }

    /** The place after a key, which may not exist. */
    private static String place(String bucket, String after) {
        return after.isEmpty() ? ObjectTable.place(bucket, "") : ObjectTable.after(bucket, after);
    }

    private Optional<S3Object> entry(StoredObject object, UnaryOperator<String> encode, boolean withOwner) {
        if (object.deleteMarker()) {
            return Optional.empty();
        }
        HeadObjectResponse head = object.head();
        return Optional.of(S3Object.builder()
                .key(encode.apply(object.key()))
                .size(object.size())
                .eTag(object.eTag())
                .lastModified(object.modified())
                .storageClass(object.storageClass())
                .checksumAlgorithmWithStrings(algorithms(head))
                .checksumType(head.checksumTypeAsString())
                .owner(withOwner ? Owners.of(context) : null)
                .build());
    }

    static @Nullable List<String> algorithms(HeadObjectResponse head) {
        List<String> algorithms = List.copyOf(Members.checksums(head).keySet());
        return algorithms.isEmpty() ? null : algorithms;
    }

    static int maxKeys(@Nullable Integer maxKeys) {
        if (maxKeys != null && maxKeys < 0) {
            throw S3Errors.invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
        }
        return maxKeys == null ? 1000 : Math.min(maxKeys, 1000);
    }

    static List<CommonPrefix> prefixes(List<String> prefixes, UnaryOperator<String> encode) {
        return prefixes.stream()
                .map(prefix ->
                        CommonPrefix.builder().prefix(encode.apply(prefix)).build())
                .toList();
    }

    static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** With {@code encoding-type=url} names are percent-encoded, so that any fits into XML. */
    static UnaryOperator<String> encoding(@Nullable String type) {
        if (type == null) {
            return UnaryOperator.identity();
        }
        if (!type.equals("url")) {
            throw S3Errors.invalidArgument("Invalid Encoding Method specified in Request");
        }
        return text -> URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("%7E", "~");
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().encodeToString(("1" + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith("1")) {
                return text.substring(1);
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw S3Errors.invalidArgument("The continuation token provided is incorrect");
    }
}
