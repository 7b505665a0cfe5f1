package io.devopslab.cloud.service.sts;

import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.*;

/**
 * STS of one account (STS API Reference). A role must exist to be assumed, but neither its trust policy nor the
 * permissions of the caller are enforced; unlike on AWS, the account's root may assume roles, too. Thread-safe.
 */
public final class StsService implements StsClient {

    private static final Pattern ACCESS_KEY_ID = Pattern.compile("[\\w]*");

    private final ServiceContext context;
    private final AssumedRoles assumedRoles;

    public StsService(ServiceContext context, Supplier<IamClient> iam) {
        this.context = context;
        this.assumedRoles = new AssumedRoles(context, iam);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing but the store, which is the cloud's.
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        Caller caller = Caller.of(request, context);
        return GetCallerIdentityResponse.builder()
                .account(caller.account())
                .arn(caller.arn())
                .userId(caller.id())
                .build();
    }

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        return assumedRoles.assume(request);
    }

    @Override
    public GetSessionTokenResponse getSessionToken(GetSessionTokenRequest request) {
        new Constraints()
                .range("durationSeconds", request.durationSeconds(), 900, 129_600)
                .orThrow(StsErrors::validation);
        Optional<AccessKeys.AccessKey> signer = Caller.accessKey(request, context);
        if (signer.flatMap(AccessKeys.AccessKey::sessionToken).isPresent()) {
            throw StsErrors.accessDenied("Cannot call GetSessionToken with session credentials");
        }
        Caller caller = Caller.of(request, context);
        boolean root = caller.arn().endsWith(":root");
        int longest = root ? 3_600 : 129_600;
        int wanted = request.durationSeconds() == null ? 43_200 : request.durationSeconds();
        Duration duration = Duration.ofSeconds(Math.min(wanted, longest));
        return GetSessionTokenResponse.builder()
                .credentials(credentials(context.accessKeys()
                        .createTemporary(
                                caller.account(),
                                caller.arn(),
                                caller.id(),
                                context.time().instant().plus(duration))))
                .build();
    }

    @Override
    public GetAccessKeyInfoResponse getAccessKeyInfo(GetAccessKeyInfoRequest request) {
        String id = request.accessKeyId();
        new Constraints()
                .required("accessKeyId", id)
                .length("accessKeyId", id, 16, 128)
                .pattern("accessKeyId", id, ACCESS_KEY_ID)
                .orThrow(StsErrors::validation);
        String account = context.accessKeys()
                .find(id)
                .map(AccessKeys.AccessKey::account)
                .orElseThrow(() -> StsErrors.validation("Invalid Access Key Id: " + id));
        return GetAccessKeyInfoResponse.builder().account(account).build();
    }

    static Credentials credentials(AccessKeys.AccessKey key) {
        return Credentials.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .sessionToken(key.sessionToken().orElseThrow())
                .expiration(key.expires().orElseThrow())
                .build();
    }
}
