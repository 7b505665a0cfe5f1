package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.kernel.CallSource;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The tags of buckets. Those that CloudFormation put on stay, whoever sets others. */
final class BucketTags {

    private static final int MAX = 50;

    private BucketTags() {}

    static Bucket put(Bucket bucket, Tagging tagging, S3Request request) {
        String tooMany = "Bucket tag count cannot be greater than " + MAX;
        if (CallSource.of(request).isPresent()) {
            ObjectTags.checkAll(tagging.tagSet(), MAX, tooMany);
            return bucket.with(tagging);
        }
        List<Tag> system = system(bucket);
        if (!tagging.tagSet().containsAll(system)) {
            throw S3Errors.of("InvalidTag", 400, "System tags cannot be removed by requester");
        }
        ObjectTags.check(
                tagging.tagSet().stream()
                        .filter(Predicate.not(system::contains))
                        .toList(),
                MAX - system.size(),
                tooMany);
        return bucket.with(tagging);
    }

    static Bucket delete(Bucket bucket) {
        List<Tag> system = system(bucket);
        return system.isEmpty()
                ? bucket.without(Tagging.class)
                : bucket.with(Tagging.builder().tagSet(system).build());
    }

    private static List<Tag> system(Bucket bucket) {
        return bucket.setting(Tagging.class).map(Tagging::tagSet).orElse(List.of()).stream()
                .filter(ObjectTags::isReserved)
                .toList();
    }
}
