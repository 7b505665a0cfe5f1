package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.plan.StackChanges;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.StackRow;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Change;

/** Tells what a definition would change in a stack. */
final class ChangePlanner {

    private final EngineContext context;

    ChangePlanner(EngineContext context) {
        this.context = context;
    }

    /**
     * The changes.
     *
     * @param effective whether the stack would be another one at all: its outputs, its tags or its topics may change
     *     without any resource
     */
    record Outcome(List<Change> changes, boolean effective) {}

    Outcome plan(StackRow stack, Definition target) {
        Definition now = stack.definition();
        boolean isNew = now.body().isEmpty();
        boolean tagsChanged = !isNew && !now.tagMap().equals(target.tagMap());
        Exports exports = new Exports(context.store());
        Optional<Blueprint> previous = isNew ? Optional.empty() : Optional.of(context.blueprint(stack, now));
        StackChanges changes = new StackChanges(
                context.store().resources(stack.id()),
                previous,
                context.blueprint(stack, target),
                context.handlers(),
                context.lookups(),
                name -> exports.find(name).map(export -> export.output().outputValue()),
                tagsChanged);
        boolean effective = isNew
                || tagsChanged
                || !now.notificationArns().equals(target.notificationArns())
                || stack.status().toString().endsWith("_FAILED")
                || changes.changesOutputs(stack.outputs());
        return new Outcome(changes.changes(), effective);
    }
}
