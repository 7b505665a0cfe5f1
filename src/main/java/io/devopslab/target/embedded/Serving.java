package io.devopslab.target.embedded;

import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.kernel.AccessKeys.AccessKey;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.runtime.git.GitAuthenticator;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.wire.Mount;
import io.devopslab.wire.ServiceDirectory;
import io.devopslab.wire.WireConfig;
import io.devopslab.wire.auth.AccessKeyLookup;
import io.devopslab.wire.auth.AuthMode;
import io.devopslab.wire.elsewhere.HttpElsewhere;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkClient;

/** Shows a cloud to the wire: its services, its keys, its repositories and its own control. */
final class Serving {

    private final Cloud cloud;
    private final DaemonAddress address;
    private final Activity activity;
    private final Path temporary;

    Serving(Cloud cloud, DaemonAddress address, Activity activity, Path temporary) {
        this.cloud = cloud;
        this.address = address;
        this.activity = activity;
        this.temporary = temporary;
    }

    /**
     * @param control what the cloud answers beside its services and repositories
     */
    WireConfig config(InstantSource wall, List<Mount> control) {
        GitAuthenticator git = address.verified()
                ? cloud.gitAuthenticator(wall)
                : GitAuthenticator.everybody(new GitCaller(address.account(), OwnerCredentials.arn(address.account())));
        List<Mount> mounts = new ArrayList<>(control);
        mounts.add(Mount.open("/git/", cloud.git(git)));
        mounts.add(Mount.open("/sns/", cloud.notificationLinks()));
        return new WireConfig(
                new Directory(),
                id -> cloud.accessKeys().find(id).map(key -> shown(key, wall)),
                address.verified() ? AuthMode.VERIFIED : AuthMode.NONE,
                address.account(),
                address.region(),
                mounts,
                address.fallback().endpoint().map(HttpElsewhere::new),
                wall,
                new WireConfig.Limits(16 << 20, 5L << 30, temporary));
    }

    /** The wire dates by the callers' clock; a key ends by the cloud's. */
    private AccessKeyLookup.Key shown(AccessKey key, InstantSource wall) {
        Optional<Instant> expires = key.expires()
                .map(end -> wall.instant().plus(Duration.between(cloud.time().instant(), end)));
        return new AccessKeyLookup.Key(
                key.id(), key.secret(), key.account(), key.sessionToken(), expires, key.active());
    }

    /** The cloud's services by account and region. */
    private final class Directory implements ServiceDirectory {

        @Override
        public Set<Class<? extends SdkClient>> types() {
            return cloud.serviceTypes();
        }

        @Override
        public SdkClient client(Class<? extends SdkClient> type, String account, String region) {
            activity.seen();
            return cloud.client(type, new Scope(account, region));
        }

        @Override
        public Optional<SdkClient> streams(Class<? extends SdkClient> type, String account, String region) {
            activity.seen();
            return cloud.streams(type, new Scope(account, region));
        }
    }
}
