package io.devopslab.cloud.service.cloudwatch;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.kernel.Time;
import io.devopslab.target.localstack.RealTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A cloud that is held to the contracts of CloudWatch, and its time. */
interface CloudWatchPlace {

    Clients clients();

    Instant now();

    /** Lets that much of the cloud's time pass. */
    void pass(Duration duration);

    /** Goes to a second after the so manieth full minute from now: what was due at that minute is done by then. */
    default void passMinutes(int minutes) {
        Instant minute = now().truncatedTo(ChronoUnit.MINUTES);
        pass(Duration.between(now(), minute.plusSeconds(60L * minutes + 1)));
    }

    /** The embedded cloud, called directly or over the wire. */
    record Embedded(Clients clients, Time time) implements CloudWatchPlace {

        @Override
        public Instant now() {
            return time.instant();
        }

        @Override
        public void pass(Duration duration) {
            time.advance(duration);
        }
    }

    /** A LocalStack. */
    record LocalStack(Clients clients) implements CloudWatchPlace {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void pass(Duration duration) {
            RealTime.pass(duration);
        }

        /** Not even where the minute is nearly over. */
        @Override
        public void passMinutes(int minutes) {
            pass(Duration.ofMinutes(minutes));
        }
    }
}
