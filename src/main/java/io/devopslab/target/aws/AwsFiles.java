package io.devopslab.target.aws;

import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The files of {@code ~/.aws}, or those that {@code AWS_CONFIG_FILE} and {@code AWS_SHARED_CREDENTIALS_FILE} name (AWS SDKs and
 * Tools Reference Guide, "Location of the shared config and credentials files").
 */
final class AwsFiles {

    private final Path config;
    private final Path credentials;

    AwsFiles(Map<String, String> environment) {
        this.config = file(environment, "AWS_CONFIG_FILE", "config");
        this.credentials = file(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    }

    private static Path file(Map<String, String> environment, String variable, String name) {
        String given = environment.getOrDefault(variable, "");
        return given.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "")).resolve(".aws").resolve(name)
                : Path.of(given);
    }

    /**
     * The profiles of both files; those of a file that is not there are none.
     *
     * @throws TargetException when a file is not what a file of profiles is
     */
    private ProfileFile profiles() {
        ProfileFile.Aggregator all = ProfileFile.aggregator();
        read(credentials, ProfileFile.Type.CREDENTIALS).ifPresent(all::addFile);
        read(config, ProfileFile.Type.CONFIGURATION).ifPresent(all::addFile);
        return all.build();
    }

    private static Optional<ProfileFile> read(Path file, ProfileFile.Type type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ProfileFile.builder().content(file).type(type).build());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | SdkException e) {
            throw new TargetException(
                    Message.of(AwsFiles.class, "profiles", file, String.valueOf(e.getMessage())),
                    Message.of(AwsFiles.class, "profiles.cure"),
                    e);
        }
    }

    /**
     * A profile that has to be there.
     *
     * @throws UsageException when there is none of that name
     */
    Profile required(String name) {
        ProfileFile profiles = profiles();
        return profiles.profile(name).orElseThrow(() -> {
            String names = String.join(
                    ", ", profiles.profiles().keySet().stream().sorted().toList());
            return new UsageException(
                    Message.of(AwsFiles.class, "no-profile", name, credentials, config),
                    names.isEmpty()
                            ? Message.of(AwsFiles.class, "no-profile.none")
                            : Message.of(AwsFiles.class, "no-profile.cure", names));
        });
    }

    /** A property of a profile; empty where there is no such profile. */
    Optional<String> property(String profile, String name) {
        return profiles()
                .profile(profile)
                .flatMap(it -> it.property(name))
                .filter(value -> !value.isBlank())
                .map(String::strip);
    }

    /** The credentials of a profile, of whatever kind: keys, a role, a process, an identity center. */
    AwsCredentialsProvider provider(String profile) {
        return ProfileCredentialsProvider.builder()
                .profileFile(profiles())
                .profileName(profile)
                .build();
    }
}
