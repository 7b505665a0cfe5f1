package io.devopslab.cloud.service.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * A multipart upload in progress.
 *
 * @param head what is told about the object that it will become
 * @param algorithm the checksum of each part; empty when the request that began the upload named none
 * @param checksumType how the object's checksum comes from those of its parts
 */
record Upload(
        String bucket,
        String key,
        String id,
        Instant initiated,
        String initiator,
        HeadObjectResponse head,
        List<Tag> tags,
        Optional<String> algorithm,
        String checksumType) {

    boolean isComposite() {
        return algorithm.isPresent() && checksumType.equals(Checksums.COMPOSITE);
    }
}
