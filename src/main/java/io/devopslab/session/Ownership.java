package io.devopslab.session;

import io.devopslab.session.stack.StackResource;
import io.devopslab.session.stack.Stacks;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether something that a lab only names was made by its session. In a cloud that others use too, a name proves nothing: a stack
 * is the session's when it carries its tag, or when a role made it that the session's own stacks hold, as a pipeline does.
 */
final class Ownership {

    private static final String ROLE = "AWS::IAM::Role";

    private final Workbench bench;
    private final Stacks stacks;

    Ownership(Workbench bench, Stacks stacks) {
        this.bench = bench;
        this.stacks = stacks;
    }

    /**
     * @param own what the session is known to have made
     */
    boolean isOurs(String stack, String session, Collection<StackResource> own) {
        if (bench.site().outside().isEmpty()) {
            return true;
        }
        Optional<Stacks.Description> found = stacks.find(stack);
        boolean ours = found.map(it -> session.equals(it.tags().get(Workbench.TAG)) || isMadeBy(it.role(), own))
                .orElse(true);
        if (!ours) {
            bench.note(Workbench.message("not-ours", stack));
        }
        return ours;
    }

    /** The role's ARN ends in its path and name; a role's physical id is its name. */
    private static boolean isMadeBy(String role, Collection<StackResource> own) {
        String name = role.substring(role.lastIndexOf('/') + 1);
        return own.stream()
                .anyMatch(resource ->
                        resource.type().equals(ROLE) && resource.physicalId().equals(name));
    }
}
