package io.devopslab.target.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.Scope;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.User;

/**
 * The credentials of whoever owns this cloud: those of an IAM user named {@code attendee}, kept in a file that only
 * the owner can read. They stay the same when the cloud is emptied, so that open terminals go on working.
 */
final class OwnerCredentials {

    static final String USER = "attendee";

    private OwnerCredentials() {}

    /** The credentials in the file; empty before the first daemon has run. */
    static Optional<AwsBasicCredentials> read(DaemonFiles files) {
        return files.read(files.credentials()).flatMap(OwnerCredentials::parse);
    }

    private static Optional<AwsBasicCredentials> parse(JsonNode json) {
        String id = json.path("accessKeyId").asText();
        String secret = json.path("secretAccessKey").asText();
        return id.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(AwsBasicCredentials.create(id, secret));
    }

    static String arn(String account) {
        return "arn:aws:iam::" + account + ":user/" + USER;
    }

    /** Makes sure that the cloud knows its owner, and that the file holds the key. */
    static void install(Cloud cloud, DaemonFiles files) {
        String account = cloud.config().account();
        User user = user(cloud.client(IamClient.class, new Scope(account, Scope.GLOBAL)));
        Optional<AwsBasicCredentials> kept = read(files);
        if (kept.isEmpty()) {
            AccessKey made = cloud.accessKeys().create(account, user.arn(), user.userId());
            files.write(
                    files.credentials(),
                    DaemonFiles.newDocument().put("accessKeyId", made.id()).put("secretAccessKey", made.secret()));
        } else {
            AwsBasicCredentials key = kept.get();
            Instant created = cloud.accessKeys()
                    .find(key.accessKeyId())
                    .map(AccessKey::created)
                    .orElse(cloud.time().instant());
            cloud.accessKeys()
                    .put(new AccessKey(
                            key.accessKeyId(),
                            key.secretAccessKey(),
                            account,
                            user.arn(),
                            user.userId(),
                            Optional.empty(),
                            Optional.empty(),
                            created,
                            true));
        }
    }

    private static User user(IamClient iam) {
        try {
            return iam.createUser(CreateUserRequest.builder().userName(USER).build())
                    .user();
        } catch (EntityAlreadyExistsException e) {
            return iam.getUser(GetUserRequest.builder().userName(USER).build()).user();
        }
    }
}
