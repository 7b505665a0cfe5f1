package io.devopslab.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.validate.Crew.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CrewTest {

    @Test
    void what_others_wait_for_goes_first_then_what_is_long_and_the_rest_in_its_order() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(1);
        try (Crew crew = new Crew(1)) {
            crew.submit(Turn.CASE, () -> {
                all.await();
                return "";
            });
            List<Future<Boolean>> jobs = List.of(
                    crew.submit(Turn.CASE, () -> order.add("a mutant")),
                    crew.submit(Turn.CASE, 2, () -> order.add("a long mutant")),
                    crew.submit(Turn.CHAIN, () -> order.add("a chain")),
                    crew.submit(Turn.CASE, () -> order.add("another mutant")),
                    crew.submit(Turn.SOLUTION, () -> order.add("a solution")));
            all.countDown();
            for (Future<Boolean> job : jobs) {
                job.get();
            }
        }
        assertThat(order).containsExactly("a solution", "a chain", "a long mutant", "a mutant", "another mutant");
    }
}
