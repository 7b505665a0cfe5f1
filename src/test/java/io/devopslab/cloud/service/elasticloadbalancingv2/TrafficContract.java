package io.devopslab.cloud.service.elasticloadbalancingv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionStatusCodeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What clients of a load balancer and its targets see of it. */
abstract class TrafficContract {

    private final Site site = new Site(this::clients);
    private final Backend blue = Backend.open("blue");
    private final Backend green = Backend.open("green");

    abstract Clients clients();

    abstract void pass(Duration duration);

    @AfterEach
    void closeBackends() {
        blue.close();
        green.close();
    }

    private String serving(String group, Backend... backends) {
        site.register(group, backends);
        return group;
    }

    private void settle() {
        pass(Duration.ofSeconds(10));
    }

    @Test
    void a_listener_splits_its_requests_by_the_weights_of_the_groups() throws Exception {
        String one = serving(site.group("blue"), blue);
        String other = serving(site.group("green"), green);
        String listener = site.listener(site.balancer("web"), Site.forward(List.of(one, other), 9, 1));
        settle();

        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            counts.merge(site.get(listener, "/").body(), 1, Integer::sum);
        }
        assertThat(counts.get("blue")).isBetween(160, 195);
        assertThat(counts.get("green")).isBetween(5, 40);

        site.elb()
                .modifyListener(r -> r.listenerArn(listener).defaultActions(Site.forward(List.of(one, other), 0, 100)));
        for (int i = 0; i < 20; i++) {
            assertThat(site.get(listener, "/").body()).isEqualTo("green");
        }
    }

    private void set(String listener, String key, String value) {
        site.elb().modifyListenerAttributes(r -> r.listenerArn(listener)
                .attributes(a -> a.key("routing.http.response." + key).value(value)));
    }

    @Test
    void a_listener_adds_headers_and_leaves_its_own_name_out() throws Exception {
        String listener = site.listener(site.balancer("web"), Site.fixed("own"));
        settle();
        assertThat(site.elb()
                        .describeListenerAttributes(r -> r.listenerArn(listener))
                        .attributes())
                .hasSize(11)
                .contains(ListenerAttribute.builder()
                        .key("routing.http.response.server.enabled")
                        .value("true")
                        .build());
        assertThat(site.get(listener, "/").headers().firstValue("Server")).contains("awselb/2.0");

        set(listener, "server.enabled", "false");
        set(listener, "x_frame_options.header_value", "DENY");
        HttpResponse<String> answer = site.get(listener, "/");
        assertThat(answer.body()).isEqualTo("own");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");

        String group = serving(site.group("blue"), blue);
        site.elb().modifyListener(r -> r.listenerArn(listener).defaultActions(Site.forward(group)));
        settle();
        HttpResponse<String> forwarded = site.get(listener, "/");
        assertThat(forwarded.body()).isEqualTo("blue");
        assertThat(forwarded.headers().firstValue("X-Frame-Options")).contains("DENY");

        set(listener, "x_frame_options.header_value", "");
        assertThat(site.get(listener, "/").headers().firstValue("X-Frame-Options"))
                .isEmpty();
        for (String wrong : List.of("a\r\nSet-Cookie: b", "x".repeat(1025))) {
            assertThatThrownBy(() -> set(listener, "x_frame_options.header_value", wrong))
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
        }
        assertThatThrownBy(() -> set(listener, "nonsense", "1")).hasMessageContaining("is not recognized");
    }

    @Test
    void the_targets_of_a_group_take_turns() throws Exception {
        String group = serving(site.group("both"), blue, green);
        String listener = site.listener(site.balancer("web"), Site.forward(group));
        settle();

        for (int i = 0; i < 10; i++) {
            site.get(listener, "/");
        }
        assertThat(blue.requests()).hasSize(5);
        assertThat(green.requests()).hasSize(5);
    }

    @Test
    void a_target_sees_the_request_and_where_it_came_from() throws Exception {
        String group = serving(site.group("blue"), blue);
        String listener = site.listener(site.balancer("web"), Site.forward(group));
        settle();

        HttpResponse<String> answer =
                site.send(listener, "/a%20b/c?x=1&y=%26", r -> r.POST(BodyPublishers.ofString("-hello"))
                        .header("X-Forwarded-For", "10.1.2.3")
                        .header("X-Own", "kept"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("blue-hello");
        assertThat(answer.headers().firstValue("X-Backend")).contains("blue");
        Backend.Request seen = blue.last();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.uri()).isEqualTo("/a%20b/c?x=1&y=%26");
        assertThat(seen.headers().getFirst("X-Own")).isEqualTo("kept");
        assertThat(seen.headers().getFirst("X-Forwarded-For")).isEqualTo("10.1.2.3, 127.0.0.1");
        assertThat(seen.headers().getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen.headers().getFirst("X-Forwarded-Port"))
                .isEqualTo(site.address(listener).split(":")[1]);
        assertThat(seen.headers().getFirst("X-Amzn-Trace-Id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(seen.headers().getFirst("Host")).isEqualTo(site.address(listener));
    }

    @Test
    void answers_come_through_whatever_their_form() throws Exception {
        String group = serving(site.group("blue"), blue);
        String listener = site.listener(site.balancer("web"), Site.forward(group));
        settle();

        assertThat(site.get(listener, "/chunked").body()).isEqualTo("blue");
        HttpResponse<String> head = site.send(listener, "/", r -> r.method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("4");
        blue.answerWith(204);
        assertThat(site.get(listener, "/chunked").statusCode()).isEqualTo(204);
        blue.answerWith(404);
        assertThat(site.get(listener, "/").statusCode()).isEqualTo(404);
        String large = "x".repeat(300_000);
        blue.answerWith(200);
        assertThat(site.send(listener, "/", r -> r.POST(BodyPublishers.ofString(large)))
                        .body())
                .isEqualTo("blue" + large);
        assertThat(site.send(
                                listener,
                                "/",
                                r -> r.POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                                        large.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))))
                        .body())
                .isEqualTo("blue" + large);
    }

    @Test
    void a_load_balancer_answers_itself_when_no_target_can() throws Exception {
        String group = site.group("empty");
        String listener = site.listener(site.balancer("web"), Site.forward(group));

        HttpResponse<String> nobody = site.get(listener, "/");
        assertThat(nobody.statusCode()).isEqualTo(503);
        assertThat(nobody.body()).contains("<h1>503 Service Temporarily Unavailable</h1>");
        assertThat(nobody.headers().firstValue("Server")).contains("awselb/2.0");

        site.register(group, green);
        settle();
        green.close();
        assertThat(site.get(listener, "/").statusCode()).isEqualTo(502);
    }

    @Test
    void rules_are_tried_by_their_priority() throws Exception {
        String listener = site.listener(site.balancer("web"), Site.fixed("default"));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(20)
                .conditions(c -> c.field("path-pattern").values("/api/*"))
                .actions(Site.fixed("api")));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(10)
                .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/api/v?/*")), c -> c.field(
                                "http-header")
                        .httpHeaderConfig(h -> h.httpHeaderName("X-Canary").values("YES*")))
                .actions(Site.fixed("canary")));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(30)
                .conditions(c -> c.field("query-string")
                        .queryStringConfig(q -> q.values(v -> v.key("version").value("2*"))))
                .actions(Site.fixed("query")));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(40)
                .conditions(c -> c.field("http-request-method").httpRequestMethodConfig(m -> m.values("PUT")))
                .actions(Site.fixed("put")));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(50)
                .conditions(
                        c -> c.field("source-ip").sourceIpConfig(s -> s.values("127.0.0.0/8")),
                        c -> c.field("path-pattern").values("/local"))
                .actions(Site.fixed("local")));
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(60)
                .conditions(c -> c.field("host-header").values("LOCALHOST"))
                .actions(Site.fixed("host")));

        assertThat(site.get(listener, "/").body()).isEqualTo("default");
        assertThat(site.get(listener, "/api/x").body()).isEqualTo("api");
        assertThat(site.get(listener, "/api/v1/x").body()).isEqualTo("api");
        assertThat(site.send(listener, "/api/v1/x", r -> r.header("x-canary", "yes!"))
                        .body())
                .isEqualTo("canary");
        assertThat(site.get(listener, "/?Version=2.1").body()).isEqualTo("query");
        assertThat(site.send(listener, "/", r -> r.PUT(BodyPublishers.noBody())).body())
                .isEqualTo("put");
        assertThat(site.get(listener, "/local").body()).isEqualTo("local");
    }

    @Test
    void redirections_keep_what_they_do_not_change() throws Exception {
        String listener = site.listener(
                site.balancer("web"),
                Action.builder()
                        .type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(c -> c.protocol("HTTPS")
                                .port("443")
                                .path("/new/#{path}")
                                .statusCode(RedirectActionStatusCodeEnum.HTTP_301))
                        .build());

        HttpResponse<String> answer = site.get(listener, "/old?x=1");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("https://127.0.0.1:443/new/old?x=1");
    }

    @Test
    void a_target_becomes_healthy_unhealthy_and_healthy_again_by_its_checks() throws Exception {
        String group = site.group(
                "watched",
                r -> r.healthCheckIntervalSeconds(10).unhealthyThresholdCount(3).healthyThresholdCount(2));
        site.register(group, blue, green);
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.UNUSED);
        assertThat(site.health(group, blue).reason()).isEqualTo(TargetHealthReasonEnum.TARGET_NOT_IN_USE);
        String listener = site.listener(site.balancer("web"), Site.forward(group));
        assertThat(site.health(group, blue).reason()).isEqualTo(TargetHealthReasonEnum.ELB_REGISTRATION_IN_PROGRESS);

        settle();
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        assertThat(site.health(group, blue).reason()).isNull();

        blue.answerWith(500);
        pass(Duration.ofSeconds(20));
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.HEALTHY);
        pass(Duration.ofSeconds(10));
        TargetHealth bad = site.health(group, blue);
        assertThat(bad.state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        assertThat(bad.reason()).isEqualTo(TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH);
        assertThat(bad.description()).isEqualTo("Health checks failed with these codes: [500]");
        for (int i = 0; i < 4; i++) {
            assertThat(site.get(listener, "/").body()).isEqualTo("green");
        }

        blue.answerWith(200);
        pass(Duration.ofSeconds(10));
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.UNHEALTHY);
        pass(Duration.ofSeconds(10));
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.HEALTHY);

        green.close();
        pass(Duration.ofSeconds(40));
        assertThat(site.health(group, green).reason()).isEqualTo(TargetHealthReasonEnum.TARGET_FAILED_HEALTH_CHECKS);
    }

    @Test
    void a_deregistered_target_finishes_what_it_has_and_gets_no_more() throws Exception {
        String group = serving(site.group("pair"), blue, green);
        String listener = site.listener(site.balancer("web"), Site.forward(group));
        settle();
        blue.hold();
        green.hold();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> body(listener));
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> body(listener));
        blue.awaitRequest();
        green.awaitRequest();

        site.deregister(group, blue);
        TargetHealth leaving = site.health(group, blue);
        assertThat(leaving.state()).isEqualTo(TargetHealthStateEnum.DRAINING);
        assertThat(leaving.reason()).isEqualTo(TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS);
        blue.release();
        green.release();
        assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder("blue", "green");
        for (int i = 0; i < 4; i++) {
            assertThat(body(listener)).isEqualTo("green");
        }

        pass(Duration.ofSeconds(299));
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.DRAINING);
        pass(Duration.ofSeconds(2));
        assertThat(site.health(group, blue).state()).isEqualTo(TargetHealthStateEnum.UNUSED);
        assertThat(site.health(group, blue).reason()).isEqualTo(TargetHealthReasonEnum.TARGET_NOT_REGISTERED);
    }

    private String body(String listener) {
        try {
            return site.get(listener, "/").body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
