package io.devopslab.session.watch;

import io.devopslab.check.Report;
import io.devopslab.target.ChangeFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Watches a cloud and clones, and looks at the checks whenever something has changed in either. */
public final class Watch {

    private final ChangeFeed cloud;
    private final Collection<Path> clones;

    public Watch(ChangeFeed cloud, Collection<Path> clones) {
        this.cloud = cloud;
        this.clones = clones;
    }

    /**
     * Looks until everything passes.
     *
     * @param check what is looked at
     * @param listener hears the first report, and each that differs from the one before
     * @return the report in which everything passes
     * @throws IOException when the system does not let the clones be watched
     */
    public Report run(Supplier<Report> check, Consumer<Report> listener) throws IOException, InterruptedException {
        Bell bell = new Bell();
        try (CloudChanges ofCloud = new CloudChanges(cloud, bell);
                CloneChanges ofClones = new CloneChanges(clones, bell)) {
            ofCloud.start();
            ofClones.start();
            return new Watching(check, bell, listener).run();
        }
    }
}
