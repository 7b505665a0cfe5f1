package io.devopslab.cloud.service.codedeploy;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHosts;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHostsType;

/**
 * A deployment to a fleet, as a seed has drawn it.
 *
 * @param size of the fleet
 * @param healthy how many hosts must stay healthy
 * @param hasRevision whether a revision is on the hosts already
 * @param faults what goes wrong, by the number of the host
 * @param amid what happens while a script of the host that waits runs; empty when no host waits
 * @param rollbackOn what is followed by a rollback
 */
record FleetPlan(
        int size,
        MinimumHealthyHosts healthy,
        boolean hasRevision,
        Map<Integer, Fault> faults,
        Optional<Amid> amid,
        Set<AutoRollbackEvent> rollbackOn) {

    static final String[] EVENTS = {"BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"};

    enum Kind {
        /** The script ends with an error. */
        FAILS("exit 3"),
        /** The script is killed. */
        DIES("kill -9 $$"),
        /** The script does not end in its time. */
        HANGS("exec sleep 120"),
        /** The script leaves a file of its own where one of the revision's belongs. */
        IN_THE_WAY(
                "mkdir -p \"$INSTANCE_ROOT/srv/app/only/two\"; echo foreign > \"$INSTANCE_ROOT/srv/app/only/two/x\""),
        /** The script waits until the test lets it go on, and ends well. */
        WAITS("");

        private final String script;

        Kind(String script) {
            this.script = script;
        }

        String script() {
            return script;
        }
    }

    record Fault(Kind kind, String event) {}

    /** What happens meanwhile. */
    enum Amid {
        NOTHING,
        STOP,
        STOP_AND_ROLL_BACK,
        STOP_AND_LEAVE,
        KILL
    }

    static FleetPlan draw(Random random) {
        int size = 1 + random.nextInt(4);
        Map<Integer, Fault> faults = new LinkedHashMap<>();
        for (int host = 0; host < size; host++) {
            if (random.nextInt(3) == 0) {
                Kind kind = kind(random);
                String event = EVENTS[kind == Kind.IN_THE_WAY ? 0 : random.nextInt(EVENTS.length)];
                faults.put(host, new Fault(kind, event));
            }
        }
        Optional<Amid> amid = Optional.empty();
        if (random.nextInt(3) > 0) {
            faults.put(random.nextInt(size), new Fault(Kind.WAITS, EVENTS[random.nextInt(EVENTS.length)]));
            amid = Optional.of(Amid.values()[random.nextInt(Amid.values().length)]);
        }
        Set<AutoRollbackEvent> events = EnumSet.noneOf(AutoRollbackEvent.class);
        for (AutoRollbackEvent event : AutoRollbackEvent.knownValues()) {
            if (random.nextInt(3) > 0) {
                events.add(event);
            }
        }
        return new FleetPlan(size, healthy(random, size), random.nextInt(4) > 0, faults, amid, events);
    }

    private static Kind kind(Random random) {
        if (random.nextInt(12) == 0) {
            return Kind.HANGS;
        }
        Kind[] kinds = {Kind.FAILS, Kind.DIES, Kind.IN_THE_WAY};
        return kinds[random.nextInt(kinds.length)];
    }

    private static MinimumHealthyHosts healthy(Random random, int size) {
        return random.nextBoolean()
                ? MinimumHealthyHosts.builder()
                        .type(MinimumHealthyHostsType.HOST_COUNT)
                        .value(random.nextInt(size))
                        .build()
                : MinimumHealthyHosts.builder()
                        .type(MinimumHealthyHostsType.FLEET_PERCENT)
                        .value(random.nextInt(100 - 100 / size + 1))
                        .build();
    }

    /** How many hosts must stay healthy. */
    int least() {
        return healthy.type() == MinimumHealthyHostsType.HOST_COUNT
                ? healthy.value()
                : (int) Math.ceil(size * healthy.value() / 100.0);
    }

    /** Whether the host fails when it is deployed to. */
    boolean fails(int host) {
        return faults.containsKey(host) && faults.get(host).kind() != Kind.WAITS;
    }

    boolean waits() {
        return faults.values().stream().anyMatch(fault -> fault.kind() == Kind.WAITS);
    }
}
