package io.devopslab.session.traffic;

import io.devopslab.aws.Clients;
import io.devopslab.session.traffic.Sample.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * Requests go to the page behind a load balancer as its customers' do. Who answers is known by what the page says; a request
 * that nobody answers is one that a customer has lost, and counts.
 */
final class BalancerRoute implements Route {

    static final String NOBODY = "-";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4_096;
    private static final int LONGEST_ANSWER = 20;
    private static final int FIRST_ERROR = 400;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Callee.Balancer callee;
    private final Answers answers;
    private final BalancerAddress address;
    private final Deployments deployments;
    private volatile Optional<String> refusal = Optional.empty();

    BalancerRoute(Clients clients, Callee.Balancer callee, Answers answers) {
        this.callee = callee;
        this.answers = answers;
        this.address = new BalancerAddress(clients.get(ElasticLoadBalancingV2Client.class), callee.name());
        this.deployments = new Deployments(clients.get(CodeDeployClient.class), address::isFilledBy);
    }

    @Override
    public void call() {
        try {
            URI page = address.base().resolve(callee.path());
            HttpResponse<InputStream> response =
                    http.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                boolean failed = response.statusCode() >= FIRST_ERROR;
                String said = shown(new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
                answers.add(failed ? "HTTP " + response.statusCode() : said, failed);
            }
            refusal = Optional.empty();
        } catch (IOException e) {
            answers.add(NOBODY, true);
            refusal = Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
            address.forget();
        } catch (SdkException | IllegalArgumentException e) {
            refusal = Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first line that says something, as far as a row has room. What a page holds never moves the cursor. */
    static String shown(String page) {
        String line = page.lines()
                .map(each -> each.replaceAll("\\p{C}", " ").strip())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("''");
        return line.length() <= LONGEST_ANSWER ? line : line.substring(0, LONGEST_ANSWER - 1) + "…";
    }

    /** A listener's weights are of target groups, which hold several versions while a fleet is updated. */
    @Override
    public Map<String, Double> weights() {
        return Map.of();
    }

    @Override
    public Optional<Deployment> deployment() {
        return deployments.newest();
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }
}
