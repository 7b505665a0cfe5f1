package io.devopslab.cloud.service.ecs.state;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Scope;

/** The names of ECS, in the long form (Developer Guide, "Amazon Resource Names and IDs"). */
public final class EcsArns {

    private EcsArns() {}

    public static String cluster(Scope scope, String name) {
        return Arns.of("ecs", scope, "cluster/" + name);
    }

    public static String definition(Scope scope, String family, int revision) {
        return Arns.of("ecs", scope, "task-definition/" + family + ":" + revision);
    }

    public static String service(Scope scope, String cluster, String name) {
        return Arns.of("ecs", scope, "service/" + cluster + "/" + name);
    }

    public static String taskSet(Scope scope, String cluster, String service, String id) {
        return Arns.of("ecs", scope, "task-set/" + cluster + "/" + service + "/" + id);
    }

    public static String task(Scope scope, String cluster, String id) {
        return Arns.of("ecs", scope, "task/" + cluster + "/" + id);
    }

    public static String container(Scope scope, String cluster, String task, String id) {
        return Arns.of("ecs", scope, "container/" + cluster + "/" + task + "/" + id);
    }

    /** What stands behind the last slash, or the whole. */
    public static String last(String arnOrName) {
        return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
    }
}
