package io.devopslab.session.capability;

import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.aws.Outcome.Failure;
import io.devopslab.aws.Outcome.Kind;
import io.devopslab.catalog.Lab;
import io.devopslab.check.Reasons;
import io.devopslab.text.InconclusiveException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks a target what it has: of each service of a lab an operation that lists, then each operation of the lab that reads. A
 * missing input is then the service's to complain about, and that it complains shows that it is there.
 */
public final class Prober {

    private static final int NOT_IMPLEMENTED = 501;

    /** How services say that they have no such operation. */
    private static final Set<String> UNKNOWN =
            Set.of("UnknownOperationException", "UnknownOperation", "InvalidAction", "NotImplemented");

    private final Operations operations;

    public Prober(Operations operations) {
        this.operations = operations;
    }

    /**
     * What the target lacks of what the lab needs.
     *
     * @throws InconclusiveException when it does not answer at all, or not to this caller
     */
    public List<Absence> probe(Lab lab) {
        Set<OperationName> needed = new Demands(lab).all();
        Set<String> services = new LinkedHashSet<>(lab.services());
        needed.forEach(operation -> services.add(operation.service()));
        List<Absence> absences = new ArrayList<>();
        Set<String> absent = new LinkedHashSet<>();
        Map<String, Failure> hostless = new LinkedHashMap<>();
        for (String service : services) {
            Questions.about(service)
                    .flatMap(question -> refusal(question, failure -> hostless.put(service, failure)))
                    .ifPresent(said -> {
                        absent.add(service);
                        absences.add(new Absence(service, said));
                    });
        }
        requireNetwork(services, hostless);
        needed.stream()
                .filter(operation -> !absent.contains(operation.service()))
                .filter(Questions::isHarmless)
                .forEach(operation -> refusal(operation, failure -> {})
                        .ifPresent(said -> absences.add(new Absence(operation.toString(), said))));
        return absences;
    }

    /** Where no service has a host it is the network that is not there. */
    private static void requireNetwork(Set<String> services, Map<String, Failure> hostless) {
        hostless.values().stream()
                .findFirst()
                .filter(failure -> hostless.size() == services.size())
                .ifPresent(failure -> {
                    throw Reasons.exception(failure);
                });
    }

    /** Why the operation is not there; empty when it is, whatever it says to a call without input. */
    private Optional<String> refusal(OperationName operation, Consumer<Failure> hostless) {
        Outcome outcome = operations.call(operation, Input.of());
        if (!(outcome instanceof Failure failure)) {
            return Optional.empty();
        }
        if (failure.code().equals(Failure.NO_HOST)) {
            hostless.accept(failure);
            return Optional.of(failure.message());
        }
        boolean silent = failure.kind() == Kind.UNREACHABLE && isWithoutInput(operation);
        if (silent || failure.kind() == Kind.CREDENTIALS) {
            throw Reasons.exception(failure);
        }
        boolean absent = failure.status() == NOT_IMPLEMENTED || UNKNOWN.contains(failure.code());
        return absent ? Optional.of(failure.message()) : Optional.empty();
    }

    /** A call that lacks what its URL is made of never leaves this process, and tells nothing of the target. */
    private static boolean isWithoutInput(OperationName operation) {
        return Questions.about(operation.service()).filter(operation::equals).isPresent();
    }
}
