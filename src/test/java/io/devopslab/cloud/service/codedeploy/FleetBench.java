package io.devopslab.cloud.service.codedeploy;

import io.devopslab.cloud.SteadyLoad;
import io.devopslab.cloud.TestCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codedeploy.model.AutoRollbackEvent;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentRequest;

/**
 * 500 requests a second through the load balancer of a fleet of four hosts that serve the page of the lab {@code cicd},
 * on a live clock of sixty times the speed: at rest; while a release is rolled out half at a time; while one is rolled
 * out whose validation fails, and rolled back; while a second fleet takes the traffic over; and while that is stopped and
 * rolled back. Prints medians, 99th percentiles and every kind of answer, which must be nothing but pages.
 */
final class FleetBench {

    private static final int RATE = Integer.getInteger("lab.bench.rate", 500);
    private static final int SECONDS = 10;
    private static final int SPEED = 60;
    private static final List<String> ENDED = List.of("Succeeded", "Failed", "Stopped");

    private final TestCloud cloud;
    private final FleetFixture fleet;

    private FleetBench(TestCloud cloud, FleetFixture fleet) {
        this.cloud = cloud;
        this.fleet = fleet;
    }

    public static void main(String[] arguments) throws Exception {
        try (TestCloud cloud = TestCloud.live(Files.createTempDirectory("fleet-bench"), false, SPEED)) {
            new FleetBench(cloud, new FleetFixture(cloud, duration -> pause(cloud, duration), 10)).run();
        }
        System.exit(0);
    }

    private static void pause(TestCloud cloud, Duration duration) {
        try {
            cloud.time().pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws Exception {
        fleet.instances("blue", 4);
        fleet.group("rolling", g -> g.deploymentConfigName("CodeDeployDefault.HalfAtATime")
                .autoRollbackConfiguration(a -> a.enabled(true).events(AutoRollbackEvent.DEPLOYMENT_FAILURE)));
        System.out.println("first release    " + ended(fleet.start("rolling", bundle("one", false), r -> {})));
        load(() -> false);
        System.out.println("at rest          " + load(() -> false));
        measured("rolling", () -> ended(fleet.start("rolling", bundle("two", false), r -> {})));
        measured("rolled back", () -> ended(fleet.start("rolling", bundle("bad", true), r -> {})));

        fleet.instances("green", 4);
        fleet.group("switch", g -> g.deploymentConfigName("CodeDeployDefault.AllAtOnce")
                .deploymentStyle(s -> s.deploymentType("BLUE_GREEN").deploymentOption("WITH_TRAFFIC_CONTROL"))
                .blueGreenDeploymentConfiguration(
                        c -> c.greenFleetProvisioningOption(f -> f.action("DISCOVER_EXISTING"))
                                .deploymentReadyOption(o -> o.actionOnTimeout("CONTINUE_DEPLOYMENT"))
                                .terminateBlueInstancesOnDeploymentSuccess(
                                        t -> t.action("TERMINATE").terminationWaitTimeInMinutes(600))));
        Consumer<CreateDeploymentRequest.Builder> toGreen =
                r -> r.targetInstances(t -> t.tagFilters(fleet.filter("green")));
        String[] id = new String[1];
        measured("blue to green", () -> {
            id[0] = fleet.start("switch", bundle("three", false), toGreen);
            while (!Boolean.TRUE.equals(fleet.deployment(id[0]).instanceTerminationWaitTimeStarted())) {
                if (ENDED.contains(fleet.deployment(id[0]).statusAsString())) {
                    break;
                }
                fleet.pass(Duration.ofSeconds(2));
            }
            return fleet.deployment(id[0]).statusAsString();
        });
        measured("and back", () -> {
            fleet.deploy().stopDeployment(r -> r.deploymentId(id[0]).autoRollbackEnabled(true));
            return ended(id[0]);
        });
    }

    private interface Work {
        String run() throws Exception;
    }

    private interface More {
        boolean isThere();
    }

    /** The load while something is done; it goes on until that is over. */
    private void measured(String name, Work work) throws InterruptedException {
        AtomicBoolean working = new AtomicBoolean(true);
        CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (Exception e) {
                return "broke: " + e;
            } finally {
                working.set(false);
            }
        });
        SteadyLoad.Result result = load(working::get);
        System.out.printf("%-16s %s, %s%n", name, result, outcome.join());
    }

    private SteadyLoad.Result load(More more) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + fleet.address() + "/"))
                .build();
        SteadyLoad load = new SteadyLoad(RATE, 16, () -> {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().strip();
        });
        return load.run(RATE * SECONDS, more::isThere);
    }

    /** Waits until the deployment, and the one that rolls it back, have ended. */
    private String ended(String id) {
        while (!ENDED.contains(fleet.deployment(id).statusAsString())) {
            fleet.pass(Duration.ofSeconds(2));
        }
        var info = fleet.deployment(id);
        String back = info.rollbackInfo() == null ? null : info.rollbackInfo().rollbackDeploymentId();
        return info.statusAsString() + (back == null || back.isEmpty() ? "" : ", then " + ended(back));
    }

    /** The lab's own revision with another page. */
    private static Map<String, String> bundle(String page, boolean invalid) {
        Path site = Path.of("labs/cicd/site");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(site)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                files.put(site.relativize(path).toString(), Files.readString(path));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        files.put("page.txt", page);
        if (invalid) {
            files.put("scripts/refuse", "#!/bin/sh\nexit 1\n");
            files.compute(
                    "appspec.yml",
                    (name, text) -> text + "  ValidateService: [{location: scripts/refuse, timeout: 60}]\n");
        }
        return files;
    }
}
