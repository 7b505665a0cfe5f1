package io.devopslab.cloud.stack.engine;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Time;
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

    /** What the stack's definition means. */
    public Blueprint blueprint(StackRow stack, Definition definition) {
        return Blueprint.of(
                Template.parse(definition.body()),
                definition,
                new Blueprint.Site(service.scope(), stack.name(), stack.id()));
    }
}
