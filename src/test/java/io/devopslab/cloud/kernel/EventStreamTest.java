package io.devopslab.cloud.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

final class EventStreamTest {

    private final AtomicInteger left = new AtomicInteger();
    private final EventStream<Integer> stream = new EventStream<>(3, left::incrementAndGet);
    private final Reader reader = new Reader();

    private static final class Reader implements Subscriber<Integer> {

        private final List<Object> told = new ArrayList<>();
        private Subscription subscription;

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
        }

        @Override
        public void onNext(Integer event) {
            told.add(event);
        }

        @Override
        public void onError(Throwable failure) {
            told.add(failure.getMessage());
        }

        @Override
        public void onComplete() {
            told.add("end");
        }
    }

    @Test
    void events_come_in_order_and_only_when_asked_for() {
        stream.send(1);
        stream.subscribe(reader);
        stream.send(2);
        assertThat(reader.told).isEmpty();
        reader.subscription.request(1);
        assertThat(reader.told).containsExactly(1);
        stream.complete();
        stream.send(3);
        assertThat(reader.told).as("the end is behind what was sent").containsExactly(1);
        assertThat(stream.end()).isNotDone();
        reader.subscription.request(Long.MAX_VALUE);
        reader.subscription.request(Long.MAX_VALUE);

        assertThat(reader.told).containsExactly(1, 2, "end");
        assertThat(stream.end()).isCompleted();
        reader.subscription.cancel();
        assertThat(left).hasValue(0);
    }

    @Test
    void the_oldest_of_what_may_be_dropped_goes_where_too_many_wait() {
        stream.subscribe(reader);
        stream.send(0);
        IntStream.rangeClosed(1, 5).forEach(stream::sendDroppable);
        reader.subscription.request(9);

        assertThat(reader.told).containsExactly(0, 3, 4, 5);
    }

    @Test
    void an_error_is_told_behind_what_was_sent_and_ends_the_stream_once() {
        stream.subscribe(reader);
        stream.send(1);
        stream.fail(new IllegalStateException("broken"));
        stream.complete();
        reader.subscription.request(5);

        assertThat(reader.told).containsExactly(1, "broken");
        assertThat(stream.end()).isCompletedExceptionally();
    }

    @Test
    void who_leaves_is_told_nothing_more_and_the_stream_is_told_once() {
        stream.subscribe(reader);
        stream.send(1);
        reader.subscription.cancel();
        reader.subscription.cancel();
        reader.subscription.request(1);
        stream.send(2);
        stream.complete();

        assertThat(reader.told).isEmpty();
        assertThat(left).hasValue(1);
        assertThat(stream.end()).isDone();
    }

    @Test
    void a_second_subscriber_and_one_that_asks_for_nothing_are_refused() {
        Reader second = new Reader();
        stream.subscribe(reader);
        stream.subscribe(second);
        assertThat(second.told).containsExactly("A stream of events has one subscriber.");
        reader.subscription.request(0);

        assertThat(reader.told).hasSize(1).first().asString().contains("not for 0");
        assertThat(left).as("the stream's source is told that nobody is there").hasValue(1);
    }

    @Test
    void an_event_can_ask_for_the_next() {
        List<Integer> taken = new ArrayList<>();
        stream.subscribe(new Subscriber<>() {
            private Subscription subscription;

            @Override
            public void onSubscribe(Subscription begun) {
                subscription = begun;
                begun.request(1);
            }

            @Override
            public void onNext(Integer event) {
                taken.add(event);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {
                taken.add(-1);
            }
        });
        IntStream.range(0, 10_000).forEach(stream::send);
        stream.complete();

        assertThat(taken)
                .hasSize(10_001)
                .isSubsetOf(IntStream.range(-1, 10_000).boxed().toList());
    }
}
