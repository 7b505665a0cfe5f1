package io.devopslab.cloud.stack.plan;

import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** The exports of a region, and who uses them. */
public final class Exports {

    private final StackStore store;

    public Exports(StackStore store) {
        this.store = store;
    }

    /** An output that a stack exports. */
    public record Export(StackRow stack, Output output) {}

    private Stream<StackRow> standing() {
        return store.stacks().stream().filter(stack -> !stack.gone());
    }

    /** All exports, by name. */
    public List<Export> all() {
        return standing()
                .flatMap(stack -> stack.outputs().stream().map(output -> new Export(stack, output)))
                .filter(export -> export.output().exportName() != null)
                .sorted(java.util.Comparator.comparing(export -> export.output().exportName()))
                .toList();
    }

    public Optional<Export> find(String name) {
        return all().stream()
                .filter(export -> export.output().exportName().equals(name))
                .findFirst();
    }

    /** The names of the stacks that use the export. */
    public List<String> importers(String exportName) {
        return standing()
                .filter(stack -> stack.imports().contains(exportName))
                .map(StackRow::name)
                .sorted()
                .toList();
    }

    /** Why the stack cannot export what it wants to; empty when it can. */
    public Optional<String> conflict(StackRow stack, List<Output> wanted) {
        return wanted.stream()
                .filter(output -> output.exportName() != null)
                .flatMap(output -> find(output.exportName())
                        .filter(export -> !export.stack().id().equals(stack.id()))
                        .map(export -> "Export with name " + output.exportName() + " is already exported by stack "
                                + export.stack().name())
                        .stream())
                .findFirst()
                .or(() -> inUse(stack, wanted));
    }

    /** Which of the stack's exports would change or end although somebody uses it, in CloudFormation's words. */
    public Optional<String> inUse(StackRow stack, List<Output> wanted) {
        return stack.outputs().stream()
                .filter(output -> output.exportName() != null)
                .filter(output -> !importers(output.exportName()).isEmpty())
                .flatMap(output -> refusal(output, wanted).stream())
                .findFirst();
    }

    private Optional<String> refusal(Output output, List<Output> wanted) {
        Optional<Output> next = wanted.stream()
                .filter(other -> output.exportName().equals(other.exportName()))
                .findFirst();
        if (next.filter(other -> other.outputValue().equals(output.outputValue()))
                .isPresent()) {
            return Optional.empty();
        }
        return Optional.of("Cannot " + (next.isPresent() ? "update" : "delete") + " export " + output.exportName()
                + " as it is in use by " + enumerate(importers(output.exportName())) + ".");
    }

    /** "a", "a and b", "a, b and c". */
    private static String enumerate(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
