package io.devopslab.session.capability;

import io.devopslab.aws.OperationName;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Step;
import io.devopslab.catalog.Task;
import io.devopslab.text.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a target can carry of a lab, by what it lacks. */
public final class Carrying {

    private final Lab lab;
    private final Demands demands;
    private final Map<String, Absence> absences = new LinkedHashMap<>();
    private final boolean turnsTime;

    /**
     * @param turnsTime whether the target's clock can be turned
     */
    public Carrying(Lab lab, Collection<Absence> absences, boolean turnsTime) {
        this.lab = lab;
        this.demands = new Demands(lab);
        this.turnsTime = turnsTime;
        absences.forEach(absence -> this.absences.put(absence.what(), absence));
    }

    /** What carries everything. */
    public static Carrying all(Lab lab) {
        return new Carrying(lab, List.of(), true);
    }

    /**
     * Why a task cannot be done here; empty when it can. A task that needs one that cannot be done cannot be done either, and
     * none can where the lab could not be brought to its beginning.
     */
    public Optional<Message> obstacle(Task task) {
        return lacking(demands.of(task))
                .or(() -> task.solution().stream()
                        .flatMap(step -> turning(step).stream())
                        .findFirst())
                .or(this::beginning)
                .or(() -> task.needs().stream()
                        .flatMap(id -> lab.task(id).stream())
                        .flatMap(needed -> obstacle(needed).stream())
                        .findFirst());
    }

    /** Why a step cannot be done here; empty when it can. */
    public Optional<Message> obstacle(Step step) {
        return lacking(demands.of(step)).or(() -> turning(step));
    }

    /** What the target can make of a template. */
    public CarriedTemplate template(String text) {
        return CarriedTemplate.of(text, absences::containsKey);
    }

    /** Why there are no clones here; empty when there are. */
    public Optional<Message> clones() {
        return lacking(demands.clones());
    }

    /** Why the lab cannot be brought to its beginning here; empty when it can. */
    private Optional<Message> beginning() {
        return lab.seed().stream()
                .flatMap(step -> obstacle(step).stream())
                .findFirst()
                .or(this::clones)
                .map(reason -> Message.of(Carrying.class, "no-beginning", reason));
    }

    private Optional<Message> turning(Step step) {
        return !turnsTime && step instanceof Step.AdvanceStep
                ? Optional.of(Message.of(Carrying.class, "no-turning"))
                : Optional.empty();
    }

    private Optional<Message> lacking(Collection<OperationName> needed) {
        return needed.stream()
                .flatMap(operation -> Optional.ofNullable(absences.get(operation.service()))
                        .or(() -> Optional.ofNullable(absences.get(operation.toString())))
                        .stream())
                .findFirst()
                .map(Absence::message);
    }
}
