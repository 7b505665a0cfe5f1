package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.ServiceContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.model.*;

/** Lists the uploads in progress. */
final class UploadListing {

    private final ServiceContext context;
    private final Buckets buckets;
    private final UploadTable uploads;

    UploadListing(ServiceContext context, Buckets buckets, UploadTable uploads) {
        this.context = context;
        this.buckets = buckets;
        this.uploads = uploads;
    }

    ListMultipartUploadsResponse list(ListMultipartUploadsRequest request) {
        UnaryOperator<String> encode = ObjectListing.encoding(request.encodingTypeAsString());
        Bucket bucket = buckets.require(request);
        String prefix = ObjectListing.or(request.prefix());
        String delimiter = ObjectListing.or(request.delimiter());
        String keyMarker = ObjectListing.or(request.keyMarker());
        String idMarker = ObjectListing.or(request.uploadIdMarker());
        int max = ObjectListing.maxKeys(request.maxUploads());
        Page page = new Page(max);
        for (Upload upload : after(uploads.of(bucket.name(), prefix), keyMarker, idMarker)) {
            Optional<String> common = commonPrefix(upload.key(), prefix, delimiter);
            boolean passed = common.filter(keyMarker::startsWith).isPresent();
            if (!passed && !page.add(upload, common)) {
                break;
            }
        }
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .prefix(request.prefix() == null ? null : encode.apply(prefix))
                .delimiter(delimiter.isEmpty() ? null : encode.apply(delimiter))
                .encodingType(request.encodingType())
                .keyMarker(encode.apply(keyMarker))
                .uploadIdMarker(keyMarker.isEmpty() ? "" : idMarker)
                .nextKeyMarker(encode.apply(page.lastKey))
                .nextUploadIdMarker(page.lastId)
                .maxUploads(max)
                .isTruncated(page.truncated)
                .uploads(page.uploads.stream()
                        .map(upload -> shown(upload, encode))
                        .toList())
                .commonPrefixes(ObjectListing.prefixes(List.copyOf(page.prefixes), encode))
                .build();
    }

    /** A page that is being filled. */
    private static final class Page {
        private final int max;
        private final Set<Upload> uploads = new LinkedHashSet<>();
        private final Set<String> prefixes = new LinkedHashSet<>();
        private String lastKey = "";
        private String lastId = "";
        private boolean truncated;

        Page(int max) {
            this.max = max;
        }

        /** Adds one more, or says that there is no room. */
        boolean add(Upload upload, Optional<String> common) {
            if (common.filter(prefixes::contains).isPresent()) {
                return true;
            }
            if (uploads.size() + prefixes.size() >= max) {
                truncated = max > 0;
                return false;
            }
            common.ifPresentOrElse(prefixes::add, () -> uploads.add(upload));
            lastKey = common.orElse(upload.key());
            lastId = common.isPresent() ? "" : upload.id();
            return true;
        }
    }

    private static List<Upload> after(List<Upload> all, String keyMarker, String idMarker) {
        if (keyMarker.isEmpty()) {
            return all;
        }
        String bucket = all.isEmpty() ? "" : all.get(0).bucket();
        String place = ObjectTable.place(bucket, keyMarker);
        if (idMarker.isEmpty()) {
            return all.stream()
                    .filter(upload -> ObjectTable.place(bucket, upload.key()).compareTo(place) > 0)
                    .toList();
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).key().equals(keyMarker) && all.get(i).id().equals(idMarker)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw S3Errors.invalidArgument("Invalid uploadId marker");
    }

    private static Optional<String> commonPrefix(String key, String prefix, String delimiter) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
    }

    private MultipartUpload shown(Upload upload, UnaryOperator<String> encode) {
        return MultipartUpload.builder()
                .key(encode.apply(upload.key()))
                .uploadId(upload.id())
                .initiated(upload.initiated())
                .initiator(initiator(upload))
                .owner(Owners.of(context))
                .storageClass(storageClass(upload))
                .checksumAlgorithm(upload.algorithm().orElse(null))
                .checksumType(upload.algorithm().isPresent() ? upload.checksumType() : null)
                .build();
    }

    static Initiator initiator(Upload upload) {
        return Initiator.builder()
                .id(upload.initiator())
                .displayName(upload.initiator().substring(upload.initiator().lastIndexOf(':') + 1))
                .build();
    }

    static String storageClass(Upload upload) {
        String storageClass = upload.head().storageClassAsString();
        return storageClass == null ? "STANDARD" : storageClass;
    }
}
