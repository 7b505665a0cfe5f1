package io.devopslab.cloud.service.ssm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * A parameter.
 *
 * @param versions the oldest first; never empty
 */
record StoredParameter(String name, String arn, List<ParameterHistory> versions, List<Tag> tags) {

    StoredParameter {
        versions = List.copyOf(versions);
        tags = List.copyOf(tags);
    }

    ParameterHistory latest() {
        return versions.get(versions.size() - 1);
    }

    Optional<ParameterHistory> version(long number) {
        return versions.stream().filter(v -> v.version() == number).findFirst();
    }

    Optional<ParameterHistory> labelled(String label) {
        return versions.stream().filter(v -> v.labels().contains(label)).findFirst();
    }

    StoredParameter withVersions(List<ParameterHistory> changed) {
        return new StoredParameter(name, arn, changed, tags);
    }

    StoredParameter withTags(List<Tag> changed) {
        return new StoredParameter(name, arn, versions, changed);
    }

    /**
     * A version as it is read.
     *
     * @param decrypted whether a SecureString is shown as it was put; otherwise something opaque stands for it
     */
    Parameter shown(ParameterHistory version, boolean decrypted) {
        return Parameter.builder()
                .name(name)
                .type(version.type())
                .value(value(version, decrypted))
                .version(version.version())
                .lastModifiedDate(version.lastModifiedDate())
                .arn(arn)
                .dataType(version.dataType())
                .build();
    }

    String value(ParameterHistory version, boolean decrypted) {
        return version.type() == ParameterType.SECURE_STRING && !decrypted ? opaque(version) : version.value();
    }

    /** The same at each read; it cannot be turned back. */
    private String opaque(ParameterHistory version) {
        byte[] seed = (arn + ":" + version.version() + ":" + version.value()).getBytes(StandardCharsets.UTF_8);
        return "AQICAH" + UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }

    ParameterMetadata metadata() {
        ParameterHistory latest = latest();
        return ParameterMetadata.builder()
                .name(name)
                .arn(arn)
                .type(latest.type())
                .keyId(latest.keyId())
                .lastModifiedDate(latest.lastModifiedDate())
                .lastModifiedUser(latest.lastModifiedUser())
                .description(latest.description())
                .allowedPattern(latest.allowedPattern())
                .version(latest.version())
                .tier(latest.tier())
                .policies(List.<ParameterInlinePolicy>of())
                .dataType(latest.dataType())
                .build();
    }
}
