package io.devopslab.cloud.service.cloudwatch.alarm;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;

/** The alarms of a scope, by their names. */
final class AlarmTables {

    private final ServiceContext context;
    private final Table<AlarmRow> alarms;

    AlarmTables(ServiceContext context) {
        this.context = context;
        this.alarms = context.store().table("alarms", AlarmRow.class);
    }

    String arn(String name) {
        return Arns.of("cloudwatch", context.scope(), "alarm:" + name);
    }

    /** The name of an alarm by its ARN or its name. */
    String name(String arnOrName) {
        String prefix = arn("");
        return arnOrName.startsWith(prefix) ? arnOrName.substring(prefix.length()) : arnOrName;
    }

    List<AlarmRow> all() {
        return alarms.values();
    }

    boolean isEmpty() {
        return alarms.size() == 0;
    }

    Optional<AlarmRow> find(String name) {
        return alarms.get(name);
    }

    void keep(AlarmRow alarm) {
        alarms.put(alarm.name(), alarm);
    }

    void remove(AlarmRow alarm) {
        alarms.remove(alarm.name());
    }
}
