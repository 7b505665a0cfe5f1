package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Parameters, whose versions have no gap. */
final class ParameterWork implements Work {

    private static final int OFTEN = 40;

    private final Map<String, Memory<Version>> parameters = new TreeMap<>();

    private record Version(long number, String value) {}

    ParameterWork() {
        Contents.names("/killed/parameter", 6).forEach(name -> parameters.put(name, new Memory<>(name)));
    }

    @Override
    public void prepare(Clients clients) {}

    @Override
    public void step(Clients clients, Random random) {
        SsmClient ssm = clients.get(SsmClient.class);
        String name = Contents.any(List.copyOf(parameters.keySet()), random);
        Memory<Version> memory = parameters.get(name);
        long last = memory.known().map(Version::number).orElse(0L);
        if (last > OFTEN) {
            memory.change(Optional.empty(), () -> ssm.deleteParameter(r -> r.name(name)));
            return;
        }
        Version next = new Version(last + 1, Contents.text(random, random.nextInt(1_000)));
        memory.change(Optional.of(next), () -> assertThat(ssm.putParameter(r -> r.name(name)
                                .value(next.value())
                                .type(ParameterType.STRING)
                                .overwrite(true))
                        .version())
                .isEqualTo(next.number()));
    }

    @Override
    public void verify(Clients clients) {
        SsmClient ssm = clients.get(SsmClient.class);
        parameters.forEach((name, memory) -> {
            Optional<Parameter> found =
                    Contents.unless(ParameterNotFoundException.class, () -> ssm.getParameter(r -> r.name(name))
                            .parameter());
            memory.see(found.map(parameter -> new Version(parameter.version(), parameter.value())));
            found.ifPresent(parameter -> assertThat(
                            ssm.getParameterHistory(r -> r.name(name)).parameters())
                    .extracting(ParameterHistory::version)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, parameter.version())
                            .boxed()
                            .toList()));
        });
    }
}
