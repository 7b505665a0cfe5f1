package io.devopslab.cli;

import com.github.tomakehurst.wiremock.http.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Troubles that a seed draws: which call they come to is told by its name and by how many of that name there were before, so
 * that the same seed has the same for a lab that does the same.
 */
final class SeededFaults implements Function<Call, Optional<Trouble>> {

    private static final Fault[] FAULTS = Fault.values();

    private final long seed;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Trouble> lasting = new HashMap<>();

    SeededFaults(long seed) {
        this.seed = seed;
    }

    @Override
    public synchronized Optional<Trouble> apply(Call call) {
        String name = call.toString();
        int before = calls.merge(name, 1, Integer::sum);
        Random random = new Random(seed * 1_000_003 + name.hashCode() * 31L + before);
        random.nextInt();
        int drawn = random.nextInt(100);
        if (drawn < 2) {
            lasting.put(name, quick(random));
        }
        return Optional.ofNullable(lasting.get(name))
                .or(() -> drawn < 12 ? Optional.of(once(random)) : Optional.empty());
    }

    /** What goes away when it is tried again; or does not, when it was the answer that was lost. */
    private static Trouble once(Random random) {
        Fault fault = FAULTS[random.nextInt(FAULTS.length)];
        List<Trouble> all = List.of(
                new Trouble.Broken(fault),
                new Trouble.Broken(fault),
                new Trouble.Lost(fault),
                new Trouble.Lost(fault),
                new Trouble.Refused(500, "InternalFailure", "The request processing has failed"),
                new Trouble.Refused(503, "ServiceUnavailable", "The service is unavailable"),
                new Trouble.Refused(503, "SlowDown", "Please reduce your request rate."),
                Trouble.throttled(),
                new Trouble.Page(),
                new Trouble.Late(50 + random.nextInt(300)));
        return all.get(random.nextInt(all.size()));
    }

    /** What stays, of the kind that is not waited for long. */
    private static Trouble quick(Random random) {
        List<Trouble> all = List.of(
                Trouble.expired(),
                new Trouble.Refused(403, "AccessDenied", "User is not authorized to perform this"),
                new Trouble.Broken(FAULTS[random.nextInt(FAULTS.length)]),
                new Trouble.Refused(500, "InternalFailure", "The request processing has failed"),
                new Trouble.Page());
        return all.get(random.nextInt(all.size()));
    }
}
