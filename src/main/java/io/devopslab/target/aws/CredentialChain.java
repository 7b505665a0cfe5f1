package io.devopslab.target.aws;

import io.devopslab.target.TargetException;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The SDK's default chain of credentials (AWS SDK for Java 2.x Developer Guide, "Default credentials provider chain"), read from
 * the environment of the command: the variables with a key, a web identity, the profile, the container, the instance. A profile
 * that was named on the command line counts before all of them, as with the {@code aws} command.
 */
final class CredentialChain {

    private final Map<String, String> environment;
    private final AwsFiles files;

    CredentialChain(Map<String, String> environment, AwsFiles files) {
        this.environment = environment;
        this.files = files;
    }

    /** The profile that counts where none was named on the command line. */
    String usualProfile() {
        return given("AWS_PROFILE").or(() -> given("AWS_DEFAULT_PROFILE")).orElse("default");
    }

    /**
     * Credentials that are there; whether AWS takes them shows later.
     *
     * @throws TargetException when nobody has any, with what each of the chain said
     */
    AwsCredentialsProvider provider(Optional<String> profile) {
        AwsCredentialsProvider provider = profile.isPresent() ? ofProfile(profile.get()) : usual();
        try {
            provider.resolveCredentials();
            return provider;
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            String said = String.valueOf(e.getMessage());
            throw profile.map(name -> new TargetException(
                            Message.of(CredentialChain.class, "no-credentials.profile", name, said),
                            Message.of(CredentialChain.class, "no-credentials.profile.cure", name),
                            e))
                    .orElseGet(() -> new TargetException(
                            Message.of(CredentialChain.class, "no-credentials"),
                            Message.of(CredentialChain.class, "no-credentials.cure"),
                            e));
        }
    }

    private AwsCredentialsProvider ofProfile(String name) {
        files.required(name);
        return files.provider(name);
    }

    private AwsCredentialsProvider usual() {
        List<AwsCredentialsProvider> chain = new ArrayList<>();
        variables().ifPresent(chain::add);
        webIdentity().ifPresent(chain::add);
        given("AWS_PROFILE").or(() -> given("AWS_DEFAULT_PROFILE")).ifPresent(files::required);
        chain.add(files.provider(usualProfile()));
        if (given("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").isPresent()
                || given("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
            chain.add(ContainerCredentialsProvider.builder().build());
        }
        if (!given("AWS_EC2_METADATA_DISABLED").filter("true"::equalsIgnoreCase).isPresent()) {
            chain.add(InstanceProfileCredentialsProvider.builder().build());
        }
        return AwsCredentialsProviderChain.builder()
                .credentialsProviders(chain)
                .reuseLastProviderEnabled(true)
                .build();
    }

    private Optional<AwsCredentialsProvider> variables() {
        Optional<String> id = given("AWS_ACCESS_KEY_ID");
        Optional<String> secret = given("AWS_SECRET_ACCESS_KEY");
        if (id.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(StaticCredentialsProvider.create(given("AWS_SESSION_TOKEN")
                .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                        token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get()))));
    }

    private Optional<AwsCredentialsProvider> webIdentity() {
        return given("AWS_WEB_IDENTITY_TOKEN_FILE")
                .flatMap(token -> given("AWS_ROLE_ARN").map(role -> WebIdentityTokenFileCredentialsProvider.builder()
                        .roleArn(role)
                        .roleSessionName(given("AWS_ROLE_SESSION_NAME").orElse("lab"))
                        .webIdentityTokenFile(Path.of(token))
                        .build()));
    }

    private Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
