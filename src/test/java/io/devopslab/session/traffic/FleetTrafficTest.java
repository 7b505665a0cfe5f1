package io.devopslab.session.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.cloud.TestCloud;
import io.devopslab.session.traffic.Sample.Share;
import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** Requests to a real listener of the embedded cloud. */
final class FleetTrafficTest {

    /** Shares are those of ten seconds. */
    private static final int RATE = 2;

    private TestCloud cloud;
    private ElasticLoadBalancingV2Client elb;
    private TrafficWatch watch;

    @BeforeEach
    void open(@TempDir Path directory) {
        cloud = TestCloud.open(directory);
        elb = cloud.get(ElasticLoadBalancingV2Client.class);
        Site site = new Site("embedded", "123456789012", "eu-west-1", cloud, new Clock() {
            @Override
            public Instant now() {
                return cloud.time().instant();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                cloud.time().pause(duration);
            }
        });
        watch = new TrafficWatch(site, new Callee.Balancer("page", "/"), RATE);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private String listener(Action action) {
        String balancer = elb.createLoadBalancer(r -> r.name("page")
                        .subnets(cloud.get(Ec2Client.class).describeSubnets().subnets().stream()
                                .map(Subnet::subnetId)
                                .toList()))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        return elb.createListener(r -> r.loadBalancerArn(balancer)
                        .port(freePort())
                        .protocol(ProtocolEnum.HTTP)
                        .defaultActions(action))
                .listeners()
                .get(0)
                .listenerArn();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Action says(int status, String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(c -> c.statusCode(Integer.toString(status))
                        .contentType("text/plain")
                        .messageBody(body))
                .build();
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            watch.call();
        }
    }

    @Test
    void who_answers_is_known_by_what_the_page_says() {
        String listener = listener(says(200, "version 1\n"));
        call(15);
        elb.modifyListener(r -> r.listenerArn(listener).defaultActions(says(200, "version 2\n")));
        call(5);

        Sample sample = watch.sample();

        assertThat(sample.trouble()).isEmpty();
        assertThat(sample.calls()).isEqualTo(20);
        assertThat(sample.shares()).extracting(Share::version).containsExactly("version 1", "version 2");
        assertThat(sample.shares()).extracting(Share::answers).containsExactly(15, 5);
        assertThat(sample.shares()).extracting(Share::errors).containsExactly(0, 0);
        assertThat(sample.shares().get(0).weight()).isEmpty();
    }

    @Test
    void a_page_that_is_an_error_is_lost_to_its_customer() {
        listener(says(503, "sorry"));
        call(3);

        assertThat(watch.sample().shares()).singleElement().satisfies(share -> {
            assertThat(share.version()).isEqualTo("HTTP 503");
            assertThat(share.errors()).isEqualTo(3);
        });
    }

    @Test
    void a_fleet_that_is_not_there_yet_is_told_and_waited_for() {
        call(1);
        assertThat(watch.sample().trouble().orElseThrow()).contains("load balancers");
        assertThat(watch.sample().shares()).isEmpty();

        listener(says(200, "version 1"));
        call(1);
        assertThat(watch.sample().trouble()).isEmpty();
        assertThat(watch.sample().shares()).hasSize(1);
    }

    @Test
    void a_request_that_nobody_answers_is_lost_and_a_new_listener_is_found() {
        String first = listener(says(200, "version 1"));
        call(1);
        elb.deleteListener(r -> r.listenerArn(first));
        call(1);

        assertThat(watch.sample().shares()).extracting(Share::version).containsExactly("-", "version 1");
        assertThat(watch.sample().shares().get(0).errors()).isEqualTo(1);
        assertThat(watch.sample().trouble()).isPresent();

        elb.createListener(r -> r.loadBalancerArn(elb.describeLoadBalancers(b -> b.names("page"))
                        .loadBalancers()
                        .get(0)
                        .loadBalancerArn())
                .port(freePort())
                .protocol(ProtocolEnum.HTTP)
                .defaultActions(says(200, "version 2")));
        call(1);
        assertThat(watch.sample().trouble()).isEmpty();
        assertThat(watch.sample().shares()).extracting(Share::version).contains("version 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "version 1 | version 1",
                "~\n\n  version 2\nmore~ | version 2",
                "~\u001b[2J\u001b[31mred\u0007~ | [2J [31mred",
                "0123456789012345678901234567890 | 0123456789012345678…",
                "~ \u0000 ~ | ''"
            })
    void what_a_page_says_fits_into_a_row_and_moves_no_cursor(String page, String shown) {
        assertThat(BalancerRoute.shown(page)).isEqualTo(shown);
    }
}
