package io.devopslab.session;

import io.devopslab.aws.Operations;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.session.capability.Absence;
import io.devopslab.session.capability.Carrying;
import io.devopslab.session.capability.Prober;
import io.devopslab.target.Site;
import io.devopslab.text.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What could be done of a lab on a target.
 *
 * @param obstacles why tasks cannot be done, by their ids, in the order in which they would be
 * @param lacks the services and operations that the target does not have
 */
public record Prospect(Lab lab, Map<String, Message> obstacles, List<String> lacks) {

    public Prospect {
        lacks = List.copyOf(lacks);
    }

    /** On a target that carries everything. */
    public static Prospect whole(Lab lab) {
        return new Prospect(lab, Map.of(), List.of());
    }

    /** Asks the target; nothing is made there. */
    public static Prospect of(Lab lab, Site site) {
        if (site.outside().isEmpty()) {
            return whole(lab);
        }
        List<Absence> absences = new Prober(new Operations(site.clients())).probe(lab);
        Carrying carrying = new Carrying(lab, absences, false);
        Map<String, Message> obstacles = new LinkedHashMap<>();
        for (Task task : lab.inOrder()) {
            carrying.obstacle(task).ifPresent(reason -> obstacles.put(task.id(), reason));
        }
        return new Prospect(lab, obstacles, absences.stream().map(Absence::what).toList());
    }

    /** How many tasks can be done. */
    public int carried() {
        return lab.tasks().size() - obstacles.size();
    }
}
