package io.devopslab.cloud.service.codebuild;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;

/**
 * The service's tables.
 *
 * @param projects by name
 * @param builds by identifier
 * @param counters the sequence of all builds, under {@code builds}
 */
record CodeBuildTables(Store store, Table<ProjectRow> projects, Table<BuildRow> builds, Table<Long> counters) {

    static CodeBuildTables open(Store store) {
        return new CodeBuildTables(
                store,
                store.table("projects", ProjectRow.class),
                store.table("builds", BuildRow.class),
                store.table("counters", Long.class));
    }
}
