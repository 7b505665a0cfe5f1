package io.devopslab.cloud.stack.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is being done to a stack. Which part of it is at work, the stack's status says.
 *
 * @param id unique
 * @param token the caller's {@code ClientRequestToken}, which each event of the operation carries
 * @param before what the stack was, when the operation updates it
 * @param onFailure what happens when a resource fails
 * @param retained the resources that a deletion leaves alone
 * @param deadline when the operation fails for taking too long
 * @param forced whether a deletion lets go what cannot be deleted
 * @param halted why nothing more is to be begun: a cancellation, or the deadline
 * @param policy the stack policy that an update goes by instead of the stack's own
 * @param nextPolicy the stack's own policy from the end of a successful update on
 */
public record Operation(
        String id,
        Optional<String> token,
        Optional<Definition> before,
        OnFailure onFailure,
        List<String> retained,
        Optional<Instant> deadline,
        boolean forced,
        Optional<String> halted,
        Optional<String> policy,
        Optional<String> nextPolicy) {

    /** What happens when a resource fails. */
    public enum OnFailure {
        ROLLBACK,
        DELETE,
        DO_NOTHING
    }

    /** An operation that no policy of its own rules. */
    public Operation(
            String id,
            Optional<String> token,
            Optional<Definition> before,
            OnFailure onFailure,
            List<String> retained,
            Optional<Instant> deadline,
            boolean forced,
            Optional<String> halted) {
        this(id, token, before, onFailure, retained, deadline, forced, halted, Optional.empty(), Optional.empty());
    }

    public Operation {
        retained = List.copyOf(retained);
    }

    /** The same operation, which begins nothing more. */
    public Operation halt(String why) {
        return new Operation(
                id, token, before, onFailure, retained, deadline, forced, Optional.of(why), policy, nextPolicy);
    }

    /** The same operation, under stack policies of its own. */
    public Operation under(Optional<String> newPolicy, Optional<String> newNextPolicy) {
        return new Operation(
                id, token, before, onFailure, retained, deadline, forced, halted, newPolicy, newNextPolicy);
    }
}
