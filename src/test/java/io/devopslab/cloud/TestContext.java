package io.devopslab.cloud;

import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.EventBus;
import io.devopslab.cloud.kernel.GitCredentials;
import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.kernel.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** What a single service needs to stand alone in a test, beside fakes of the services that it calls. */
public final class TestContext {

    private TestContext() {}

    /** A context in {@link TestCloud#SCOPE} whose simulated time begins at {@link TestCloud#START}. */
    public static ServiceContext over(Store store, Path directory) {
        return over(store, directory, 42);
    }

    /**
     * @param seed of the identifiers; a later process over the same store needs another one, as in life
     */
    public static ServiceContext over(Store store, Path directory, int seed) {
        SimulatedTime time = new SimulatedTime(TestCloud.START);
        Ids ids = new Ids(new Random(seed));
        return new ServiceContext(
                TestCloud.SCOPE,
                time,
                store.partition("service"),
                new EventBus(time, ids, store.partition("events")),
                ids,
                new Blobs(directory.resolve("blobs")),
                new AccessKeys(time, ids, store.partition("keys")),
                new GitCredentials(ids, store.partition("git")),
                directory.resolve("files"),
                URI.create("http://127.0.0.1:4560"),
                Optional.empty(),
                BuildPlace.MACHINE,
                HostStart.AT_ONCE);
    }
}
