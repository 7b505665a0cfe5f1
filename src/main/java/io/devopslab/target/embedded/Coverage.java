package io.devopslab.target.embedded;

import io.devopslab.cloud.Cloud;
import io.devopslab.cloud.CloudConfig;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.wire.route.ServiceCoverage;
import io.devopslab.wire.route.ServiceCoverage.OperationCoverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Which operations the embedded cloud's services implement: read off the classes, so that no list can be wrong. */
public final class Coverage {

    private Coverage() {}

    /** A service and its operations, by the names of the API. */
    public record Service(String name, List<String> implemented, List<String> missing) {

        public Service {
            implemented = List.copyOf(implemented);
            missing = List.copyOf(missing);
        }
    }

    /** All services, in alphabetical order. */
    public static List<Service> ofTheEmbeddedCloud() {
        try {
            Path directory = Files.createTempDirectory("lab-coverage");
            try (Cloud cloud = Cloud.open(config(directory))) {
                Scope scope = new Scope(cloud.config().account(), cloud.config().region());
                return cloud.serviceTypes().stream()
                        .map(type -> service(ServiceCoverage.of(
                                type, cloud.client(type, scope), streams -> cloud.streams(streams, scope))))
                        .sorted(Comparator.comparing(Service::name))
                        .toList();
            } finally {
                RunningCloud.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be made.", e);
        }
    }

    private static CloudConfig config(Path directory) {
        DaemonOptions options = DaemonOptions.defaults();
        return new CloudConfig(
                directory,
                false,
                options.account(),
                options.region(),
                new SimulatedTime(Instant.EPOCH),
                new Random(1),
                URI.create("http://127.0.0.1:" + options.port()));
    }

    private static Service service(ServiceCoverage coverage) {
        return new Service(coverage.service(), names(coverage, true), names(coverage, false));
    }

    private static List<String> names(ServiceCoverage coverage, boolean implemented) {
        return coverage.operations().stream()
                .filter(operation -> operation.implemented() == implemented)
                .map(OperationCoverage::name)
                .toList();
    }

    /** The table of the documentation, in Markdown. */
    public static String table(List<Service> services) {
        StringBuilder table = new StringBuilder("| service | operations | of |\n|---|---:|---:|\n");
        services.forEach(service -> table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d |%n",
                service.name(),
                service.implemented().size(),
                service.implemented().size() + service.missing().size())));
        return table.toString().stripTrailing();
    }
}
