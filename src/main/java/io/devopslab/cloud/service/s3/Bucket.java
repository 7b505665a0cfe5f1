package io.devopslab.cloud.service.s3;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.shape.Shapes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;

/**
 * A bucket.
 *
 * @param settings its configurations: SDK model objects as trees, by the names of their classes
 */
record Bucket(String name, String region, Instant created, Map<String, JsonNode> settings) {

    Bucket {
        settings = Map.copyOf(settings);
    }

    /** The configuration of that kind, if one was put. */
    <T extends SdkPojo> Optional<T> setting(Class<T> kind) {
        return Optional.ofNullable(settings.get(kind.getSimpleName())).map(node -> Shapes.read(node, kind));
    }

    Bucket with(SdkPojo setting) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(settings);
        changed.put(setting.getClass().getSimpleName(), Shapes.write(setting));
        return new Bucket(name, region, created, changed);
    }

    Bucket without(Class<? extends SdkPojo> kind) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(settings);
        changed.remove(kind.getSimpleName());
        return new Bucket(name, region, created, changed);
    }

    /** Empty for a bucket that was never versioned. */
    Optional<BucketVersioningStatus> versioning() {
        return setting(VersioningConfiguration.class).map(VersioningConfiguration::status);
    }

    boolean isVersioned() {
        return versioning().filter(BucketVersioningStatus.ENABLED::equals).isPresent();
    }
}
