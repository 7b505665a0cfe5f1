package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.cloud.stack.plan.Blueprint;
import io.devopslab.cloud.stack.plan.Handlers;
import io.devopslab.cloud.stack.plan.Lookups;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.Journal;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import io.devopslab.cloud.stack.template.Template;

/** What every part of the engine has at hand. */
public record EngineContext(
        ServiceContext service, StackStore store, Journal journal, Handlers handlers, Lookups lookups) {

    public Time time() {
        return service.time();
    }

    /** Passes on what a handler threw because the process ends: it says nothing about the resource. */
    void requireOpen(RuntimeException problem) {
        service.store().requireOpen(problem);
    }

    /** What the stack's definition means. */
    public Blueprint blueprint(StackRow stack, Definition definition) {
        return Blueprint.of(
                Template.parse(definition.body()),
                definition,
                new Blueprint.Site(service.scope(), stack.name(), stack.id()));
    }
}
