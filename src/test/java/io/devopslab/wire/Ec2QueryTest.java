package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;

/** EC2 Query under the SDK's own client of EC2. */
final class Ec2QueryTest {

    private static final Instant LAUNCHED = Instant.parse("2026-01-05T09:00:00Z");
    private static final Machines MACHINES = new Machines();
    private static final TestWire WIRE = TestWire.of(MACHINES);
    private final Ec2Client client = WIRE.client(Ec2Client.builder());

    private static final class Machines implements Ec2Client {
        private final List<DescribeInstancesRequest> described = new CopyOnWriteArrayList<>();
        private final List<AuthorizeSecurityGroupIngressRequest> authorized = new CopyOnWriteArrayList<>();
        private final List<ImportKeyPairRequest> imported = new CopyOnWriteArrayList<>();

        @Override
        public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
            described.add(request);
            Instance instance = Instance.builder()
                    .instanceId("i-1")
                    .launchTime(LAUNCHED)
                    .state(s -> s.code(16).name("running"))
                    .tags(Tag.builder().key("Name").value("a<b").build())
                    .build();
            return DescribeInstancesResponse.builder()
                    .reservations(Reservation.builder().instances(instance).build())
                    .build();
        }

        @Override
        public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(
                AuthorizeSecurityGroupIngressRequest request) {
            authorized.add(request);
            return AuthorizeSecurityGroupIngressResponse.builder()
                    .returnValue(true)
                    .build();
        }

        @Override
        public ImportKeyPairResponse importKeyPair(ImportKeyPairRequest request) {
            imported.add(request);
            return ImportKeyPairResponse.builder().build();
        }

        @Override
        public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
            throw FakeS3.error(
                    Ec2Exception.builder(), "InvalidVpcID.NotFound", 400, "The vpc ID 'vpc-1' does not exist");
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    @Test
    void flat_lists_are_read_and_answers_are_written() {
        Filter filter = Filter.builder().name("tag:a").values("x", "y").build();

        var answer = client.describeInstances(
                r -> r.instanceIds("i-1", "i-2").filters(filter).maxResults(5));

        assertThat(MACHINES.described).singleElement().satisfies(seen -> {
            assertThat(seen.instanceIds()).containsExactly("i-1", "i-2");
            assertThat(seen.filters()).containsExactly(filter);
            assertThat(seen.maxResults()).isEqualTo(5);
        });
        Instance instance = answer.reservations().get(0).instances().get(0);
        assertThat(instance.launchTime()).isEqualTo(LAUNCHED);
        assertThat(instance.state().code()).isEqualTo(16);
        assertThat(instance.tags().get(0).value()).isEqualTo("a<b");
    }

    @Test
    void nested_lists_are_read() {
        IpPermission permission = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(80)
                .ipRanges(
                        IpRange.builder().cidrIp("10.0.0.0/8").build(),
                        IpRange.builder().cidrIp("::").build())
                .build();

        var answer = client.authorizeSecurityGroupIngress(r -> r.groupId("sg-1").ipPermissions(permission));

        assertThat(answer.returnValue()).isTrue();
        assertThat(MACHINES.authorized.get(0).ipPermissions()).containsExactly(permission);
    }

    @Test
    void bytes_are_read() {
        SdkBytes key = SdkBytes.fromByteArray(new byte[] {1, -1, 0, 43, 47});

        client.importKeyPair(r -> r.keyName("k").publicKeyMaterial(key));

        assertThat(MACHINES.imported.get(0).publicKeyMaterial()).isEqualTo(key);
    }

    @Test
    void errors_have_ec2s_own_form() {
        assertThatThrownBy(() -> client.describeVpcs(r -> r.vpcIds("vpc-1")))
                .isInstanceOfSatisfying(Ec2Exception.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidVpcID.NotFound");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("The vpc ID 'vpc-1' does not exist");
                    assertThat(e.requestId()).hasSize(36);
                });
        assertThatThrownBy(() -> client.describeSubnets(r -> {})).isInstanceOfSatisfying(Ec2Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(501);
            assertThat(e.awsErrorDetails().errorMessage()).contains("Ec2:DescribeSubnets");
        });
    }

    @Test
    void a_wrong_key_is_an_auth_failure() {
        Ec2Client stranger = WIRE.client(Ec2Client.builder(), TestWire.INACTIVE);

        assertThatThrownBy(() -> stranger.describeInstances(r -> {}))
                // The JDK's URLConnection, which the client uses, keeps the body of a 401 to itself.
                .isInstanceOfSatisfying(
                        Ec2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(401));
    }
}
