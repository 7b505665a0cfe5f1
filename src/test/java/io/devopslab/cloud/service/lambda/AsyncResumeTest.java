package io.devopslab.cloud.service.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.TestCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.*;

/** What was accepted is done, and what was answered stays true, whenever the process ends. */
final class AsyncResumeTest {

    /** A cloud that is open; the next one of the directory takes over. */
    private static final class Bench extends LambdaContract {

        private final TestCloud cloud;

        Bench(TestCloud cloud) {
            this.cloud = cloud;
        }

        @Override
        Clients clients() {
            return cloud;
        }
    }

    @Test
    void asynchronous_call_goes_on_in_the_next_process(@TempDir Path directory) throws Exception {
        Path tries = directory.resolve("tries");
        String name;
        try (TestCloud first = TestCloud.openDurable(directory.resolve("cloud"))) {
            Bench bench = new Bench(first);
            name = bench.function(
                    "def handler(e, c):\n    open('" + tries + "', 'a').write('x')\n    raise KeyError()\n");
            bench.lambda()
                    .invoke(InvokeRequest.builder()
                            .functionName(name)
                            .invocationType(InvocationType.EVENT)
                            .build());
        }

        try (TestCloud second = TestCloud.openDurable(directory.resolve("cloud"))) {
            second.time().advance(Duration.ofMinutes(10));
            assertThat(new Bench(second).get(name).state()).isEqualTo(State.ACTIVE);
        }

        // An attempt that was cut off with its process does not count: the next makes it again, and two retries.
        assertThat(Files.readString(tries)).hasSizeBetween(3, 4);
    }

    @Test
    void many_clients_at_once_see_conflicts_and_no_torn_state(@TempDir Path directory) {
        try (TestCloud cloud = TestCloud.open(directory)) {
            Bench bench = new Bench(cloud);
            String name = bench.function();

            List<String> versions = IntStream.range(1, 33)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        bench.setMemory(name, 128 + i);
                        return bench.publish(name).version();
                    }))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(versions).allSatisfy(version -> assertThat(
                            bench.get(name + ":" + version).version())
                    .isEqualTo(version));
            List<FunctionConfiguration> all = bench.lambda()
                    .listVersionsByFunction(ListVersionsByFunctionRequest.builder()
                            .functionName(name)
                            .build())
                    .versions();
            // The first is $LATEST, which may equal the last one published.
            assertThat(all.subList(1, all.size()))
                    .extracting(FunctionConfiguration::memorySize)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(1);
        }
    }
}
