package io.devopslab.cloud.service.codedeploy.deployment;

import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.codedeploy.setup.CodeDeployErrors;
import io.devopslab.cloud.service.codedeploy.setup.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All deployments of a scope, by their identifiers. */
public final class DeploymentTable {

    private final Store store;
    private final Table<DeploymentRow> rows;
    private final Table<Long> counters;

    public DeploymentTable(Store store) {
        this.store = store;
        this.rows = store.table("deployments", DeploymentRow.class);
        this.counters = store.table("counters", Long.class);
    }

    /** Inside a write: the number of the next deployment. */
    long next() {
        long number = counters.get("deployments").orElse(0L);
        counters.put("deployments", number + 1);
        return number;
    }

    List<DeploymentRow> all() {
        return rows.values();
    }

    public Optional<DeploymentRow> find(String id) {
        return rows.get(id);
    }

    DeploymentRow require(@Nullable String id) {
        String checked = Names.deployment(id);
        return rows.get(checked).orElseThrow(() -> CodeDeployErrors.noDeployment(checked));
    }

    void put(DeploymentRow row) {
        rows.put(row.id(), row);
    }

    /** Changes a deployment that has not ended; one that has stays as it is. */
    public Optional<DeploymentRow> update(String id, UnaryOperator<DeploymentRow> change) {
        return rows.update(id, row -> row.hasEnded() ? row : change.apply(row));
    }

    public Store store() {
        return store;
    }
}
