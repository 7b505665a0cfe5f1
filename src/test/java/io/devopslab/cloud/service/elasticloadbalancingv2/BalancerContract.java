package io.devopslab.cloud.service.elasticloadbalancingv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.PriorityInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** The API of Elastic Load Balancing: what it makes, shows, changes and refuses. */
abstract class BalancerContract {

    private final Site site = new Site(this::clients);

    abstract Clients clients();

    abstract void pass(Duration duration);

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }

    @Test
    void a_load_balancer_is_shown_as_it_was_made() {
        String arn = site.balancer("web");
        assertThat(arn)
                .matches("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/[0-9a-f]{16}");
        LoadBalancer shown = site.elb()
                .describeLoadBalancers(r -> r.names("web"))
                .loadBalancers()
                .get(0);
        assertThat(shown.state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
        assertThat(shown.dnsName()).matches("web-\\d+\\.eu-west-1\\.elb\\.localhost");
        assertThat(shown.availabilityZones()).hasSize(3);
        assertThat(shown.securityGroups()).hasSize(1);
        assertThat(site.balancer("web")).isEqualTo(arn);

        site.elb().modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn)
                .attributes(a -> a.key("deletion_protection.enabled").value("true")));
        refused("OperationNotPermitted", () -> site.elb().deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
        site.elb().modifyLoadBalancerAttributes(r -> r.loadBalancerArn(arn)
                .attributes(a -> a.key("deletion_protection.enabled").value("false")));
        site.elb().deleteLoadBalancer(r -> r.loadBalancerArn(arn));
        assertThatThrownBy(() -> site.elb().describeLoadBalancers(r -> r.loadBalancerArns(arn)))
                .isInstanceOf(LoadBalancerNotFoundException.class)
                .hasMessageContaining("Load balancer '" + arn + "' not found");
    }

    @Test
    void what_a_load_balancer_cannot_be_is_refused() {
        refused("ValidationError", () -> site.elb()
                .createLoadBalancer(r -> r.name("-x").subnets(site.subnets())));
        refused("ValidationError", () -> site.elb()
                .createLoadBalancer(r -> r.name("x".repeat(33)).subnets(site.subnets())));
        refused("ValidationError", () -> site.elb()
                .createLoadBalancer(r -> r.name("x").subnets(site.subnets().get(0))));
        refused("SubnetNotFound", () -> site.elb()
                .createLoadBalancer(r -> r.name("x").subnets(site.subnets().get(0), "subnet-0123456789abcdef0")));
        site.balancer("web");
        refused("DuplicateLoadBalancerName", () -> site.elb()
                .createLoadBalancer(r -> r.name("web").subnets(site.subnets().subList(0, 2))));
    }

    @Test
    void a_target_group_has_the_settings_of_aws_until_they_are_changed() {
        String arn = site.group("web");
        TargetGroup group = site.elb()
                .describeTargetGroups(r -> r.targetGroupArns(arn))
                .targetGroups()
                .get(0);
        assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
        assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(5);
        assertThat(group.healthyThresholdCount()).isEqualTo(5);
        assertThat(group.unhealthyThresholdCount()).isEqualTo(2);
        assertThat(group.healthCheckPath()).isEqualTo("/");
        assertThat(group.healthCheckPort()).isEqualTo("traffic-port");
        assertThat(group.matcher().httpCode()).isEqualTo("200");
        assertThat(group.protocolVersion()).isEqualTo("HTTP1");
        assertThat(site.elb()
                        .describeTargetGroupAttributes(r -> r.targetGroupArn(arn))
                        .attributes())
                .contains(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value("300")
                        .build());

        TargetGroup changed = site.elb()
                .modifyTargetGroup(r -> r.targetGroupArn(arn)
                        .healthCheckPath("/health")
                        .matcher(m -> m.httpCode("200-299"))
                        .healthCheckIntervalSeconds(10))
                .targetGroups()
                .get(0);
        assertThat(changed.healthCheckPath()).isEqualTo("/health");
        assertThat(changed.healthCheckTimeoutSeconds()).isEqualTo(5);
        refused("ValidationError", () -> site.elb()
                .modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckIntervalSeconds(5)));
        refused("ValidationError", () -> site.elb()
                .modifyTargetGroup(r -> r.targetGroupArn(arn).matcher(m -> m.httpCode("600"))));
        refused("ValidationError", () -> site.elb()
                .registerTargets(r -> r.targetGroupArn(arn).targets(t -> t.id("8.8.8.8"))));
        refused("DuplicateTargetGroupName", () -> site.group("web", r -> r.port(81)));
        site.elb().deleteTargetGroup(r -> r.targetGroupArn(arn));
        site.elb().deleteTargetGroup(r -> r.targetGroupArn(arn));
        assertThatThrownBy(() -> site.elb().describeTargetGroups(r -> r.targetGroupArns(arn)))
                .isInstanceOf(TargetGroupNotFoundException.class);
    }

    @Test
    void a_listener_comes_with_its_default_rule() {
        String balancer = site.balancer("web");
        String group = site.group("web");
        String listener = site.listener(
                balancer,
                Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build());
        List<Rule> rules =
                site.elb().describeRules(r -> r.listenerArn(listener)).rules();
        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).priority()).isEqualTo("default");
        assertThat(rules.get(0)
                        .actions()
                        .get(0)
                        .forwardConfig()
                        .targetGroups()
                        .get(0)
                        .weight())
                .isEqualTo(1);
        assertThat(site.elb()
                        .describeTargetGroups(r -> r.loadBalancerArn(balancer))
                        .targetGroups())
                .extracting(TargetGroup::targetGroupArn)
                .containsExactly(group);
        assertThatThrownBy(() -> site.elb().deleteTargetGroup(r -> r.targetGroupArn(group)))
                .isInstanceOf(ResourceInUseException.class);

        String rule = site.elb()
                .createRule(r -> r.listenerArn(listener)
                        .priority(5)
                        .conditions(c -> c.field("path-pattern").values("/a"))
                        .actions(Site.fixed("a")))
                .rules()
                .get(0)
                .ruleArn();
        assertThatThrownBy(() -> site.elb().createRule(r -> r.listenerArn(listener)
                        .priority(5)
                        .conditions(c -> c.field("path-pattern").values("/b"))
                        .actions(Site.fixed("b"))))
                .isInstanceOf(PriorityInUseException.class);
        site.elb().setRulePriorities(r -> r.rulePriorities(p -> p.ruleArn(rule).priority(7)));
        assertThat(site.elb()
                        .describeRules(r -> r.ruleArns(rule))
                        .rules()
                        .get(0)
                        .priority())
                .isEqualTo("7");
        refused("OperationNotPermitted", () -> site.elb()
                .deleteRule(r -> r.ruleArn(rules.get(0).ruleArn())));
        site.elb().deleteRule(r -> r.ruleArn(rule));
        refused("RuleNotFound", () -> site.elb().deleteRule(r -> r.ruleArn(rule)));
        site.elb().deleteListener(r -> r.listenerArn(listener));
        site.elb().deleteTargetGroup(r -> r.targetGroupArn(group));
    }

    @Test
    void a_listener_is_made_once() {
        String balancer = site.balancer("web");
        int port = Site.freePort();
        CreateListenerRequest request = CreateListenerRequest.builder()
                .loadBalancerArn(balancer)
                .port(port)
                .protocol(ProtocolEnum.HTTP)
                .defaultActions(Site.fixed("a"))
                .build();
        String listener = site.elb().createListener(request).listeners().get(0).listenerArn();
        assertThat(site.elb().createListener(request).listeners().get(0).listenerArn())
                .isEqualTo(listener);
        refused("DuplicateListener", () -> site.elb()
                .createListener(
                        request.toBuilder().defaultActions(Site.fixed("b")).build()));
        assertThat(site.elb()
                        .describeListeners(r -> r.loadBalancerArn(balancer))
                        .listeners())
                .hasSize(1);
    }

    private void conditionRefused(String listener, RuleCondition condition) {
        refused("ValidationError", () -> site.elb().createRule(r -> r.listenerArn(listener)
                .priority(1)
                .conditions(condition)
                .actions(Site.fixed("a"))));
    }

    @Test
    void a_rule_has_so_many_values_and_wildcards() {
        String listener = site.listener(site.balancer("web"), Site.fixed("a"));
        conditionRefused(
                listener,
                RuleCondition.builder()
                        .field("source-ip")
                        .sourceIpConfig(c -> c.values(IntStream.range(0, 6)
                                .mapToObj(i -> "10.0.0." + i + "/32")
                                .toList()))
                        .build());
        conditionRefused(
                listener,
                RuleCondition.builder()
                        .field("http-header")
                        .httpHeaderConfig(c -> c.httpHeaderName("X-A").values("1", "2", "3", "4", "5", "6"))
                        .build());
        conditionRefused(
                listener,
                RuleCondition.builder()
                        .field("path-pattern")
                        .pathPatternConfig(c -> c.values("/*a*b*c?", "/*d*e*f"))
                        .build());
        conditionRefused(
                listener,
                RuleCondition.builder()
                        .field("source-ip")
                        .sourceIpConfig(c -> c.values("255.255.255.255/32"))
                        .build());
        site.elb().createRule(r -> r.listenerArn(listener)
                .priority(1)
                .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/*a*b*", "/*c*d*")))
                .actions(Site.fixed("a")));
    }

    @Test
    void tags_are_given_shown_and_taken() {
        String group = site.group("web");
        site.elb().addTags(r -> r.resourceArns(group).tags(t -> t.key("team").value("a")));
        assertThat(site.elb()
                        .describeTags(r -> r.resourceArns(group))
                        .tagDescriptions()
                        .get(0)
                        .tags())
                .hasSize(1);
        site.elb().removeTags(r -> r.resourceArns(group).tagKeys("team"));
        assertThat(site.elb()
                        .describeTags(r -> r.resourceArns(group))
                        .tagDescriptions()
                        .get(0)
                        .tags())
                .isEmpty();
        refused("ValidationError", () -> site.elb()
                .addTags(r -> r.resourceArns(group).tags(t -> t.key("aws:x").value("y"))));
    }
}
