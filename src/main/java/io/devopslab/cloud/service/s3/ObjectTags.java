package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.*;

/** The tags of objects, and the rules for all tags of S3. */
final class ObjectTags {

    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private final ServiceContext context;
    private final Buckets buckets;
    private final ObjectTable objects;
    private final ObjectReader reader;
    private final ObjectEvents events;

    ObjectTags(ServiceContext context, Buckets buckets, ObjectTable objects, ObjectReader reader, ObjectEvents events) {
        this.context = context;
        this.buckets = buckets;
        this.objects = objects;
        this.reader = reader;
        this.events = events;
    }

    /** Tags as the header {@code x-amz-tagging} has them: as a query string. */
    static List<Tag> parse(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>();
        for (String pair : header.split("&", -1)) {
            int equals = pair.indexOf('=');
            try {
                String key = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                tags.add(Tag.builder().key(key).value(value).build());
            } catch (IllegalArgumentException e) {
                throw malformedHeader();
            }
        }
        return checkHeader(tags);
    }

    private static List<Tag> checkHeader(List<Tag> tags) {
        try {
            return check(tags, 10, "Object tags cannot be greater than 10");
        } catch (S3Exception e) {
            if (e.awsErrorDetails().errorCode().equals("InvalidTag")
                    && e.awsErrorDetails().errorMessage().startsWith("Cannot provide multiple")) {
                throw malformedHeader();
            }
            throw e;
        }
    }

    private static RuntimeException malformedHeader() {
        return S3Errors.invalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query"
                + " parameters without tag name duplicates.");
    }

    /** Tags that anybody may set. */
    static List<Tag> check(List<Tag> tags, int max, String tooMany) {
        if (tags.stream().anyMatch(ObjectTags::isReserved)) {
            throw S3Errors.of("InvalidTag", 400, "System tags cannot be added/updated by requester");
        }
        return checkAll(tags, max, tooMany);
    }

    static boolean isReserved(Tag tag) {
        return tag.key() != null && tag.key().startsWith("aws:");
    }

    /** Tags among which may be those of AWS. */
    static List<Tag> checkAll(List<Tag> tags, int max, String tooMany) {
        if (tags.size() > max) {
            throw S3Errors.of("BadRequest", 400, tooMany);
        }
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (tag.key() == null || !KEY.matcher(tag.key()).matches()) {
                throw S3Errors.of("InvalidTag", 400, "The TagKey you have provided is invalid");
            }
            if (tag.value() == null || !VALUE.matcher(tag.value()).matches()) {
                throw S3Errors.of("InvalidTag", 400, "The TagValue you have provided is invalid");
            }
            if (!keys.add(tag.key())) {
                throw S3Errors.of("InvalidTag", 400, "Cannot provide multiple Tags with the same key");
            }
        }
        return List.copyOf(tags);
    }

    PutObjectTaggingResponse put(PutObjectTaggingRequest request) {
        if (request.tagging() == null) {
            throw S3Errors.malformedXml();
        }
        List<Tag> tags = check(request.tagging().tagSet(), 10, "Object tags cannot be greater than 10");
        StoredObject changed = context.store().write(() -> {
            StoredObject object = reader.requireTaggable(buckets.require(request), request.key(), request.versionId())
                    .withTags(tags);
            objects.replace(object);
            events.tagsChanged(object, "Object Tags Added", request);
            return object;
        });
        return PutObjectTaggingResponse.builder()
                .versionId(changed.head().versionId())
                .build();
    }

    GetObjectTaggingResponse get(GetObjectTaggingRequest request) {
        StoredObject object = reader.requireTaggable(buckets.require(request), request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .tagSet(object.tags().stream()
                        .sorted(Comparator.comparing(Tag::key))
                        .toList())
                .versionId(object.head().versionId())
                .build();
    }

    DeleteObjectTaggingResponse delete(DeleteObjectTaggingRequest request) {
        StoredObject changed = context.store().write(() -> {
            StoredObject object = reader.requireTaggable(buckets.require(request), request.key(), request.versionId())
                    .withTags(List.of());
            objects.replace(object);
            events.tagsChanged(object, "Object Tags Deleted", request);
            return object;
        });
        return DeleteObjectTaggingResponse.builder()
                .versionId(changed.head().versionId())
                .build();
    }
}
