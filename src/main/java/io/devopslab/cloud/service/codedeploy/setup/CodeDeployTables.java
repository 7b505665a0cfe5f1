package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;

/**
 * What deployments are made from.
 *
 * @param applications by name
 * @param groups by {@link #key} of application and name
 * @param configs those that people made, by name
 * @param revisions by {@link #key} of application and the revision's own key
 * @param instances by name
 */
public record CodeDeployTables(
        Store store,
        Table<ApplicationRow> applications,
        Table<GroupRow> groups,
        Table<DeploymentConfigInfo> configs,
        Table<RevisionRow> revisions,
        Table<InstanceRow> instances) {

    public static CodeDeployTables open(ServiceContext context) {
        Store store = context.store();
        return new CodeDeployTables(
                store,
                store.table("applications", ApplicationRow.class),
                store.table("groups", GroupRow.class),
                store.table("configs", DeploymentConfigInfo.class),
                store.table("revisions", RevisionRow.class),
                store.table("instances", InstanceRow.class));
    }

    /** No name has a slash. */
    public static String key(String application, String name) {
        return application + "/" + name;
    }

    public ApplicationRow application(@Nullable String name) {
        String checked = Names.application(name);
        return applications.get(checked).orElseThrow(() -> CodeDeployErrors.noApplication(checked));
    }

    public GroupRow group(@Nullable String application, @Nullable String name) {
        String owner = application(application).info().applicationName();
        String checked = Names.group(name);
        return groups.get(key(owner, checked)).orElseThrow(() -> CodeDeployErrors.noGroup(checked));
    }

    public List<GroupRow> groupsOf(String application) {
        return groups.valuesOf(key(application, ""));
    }
}
