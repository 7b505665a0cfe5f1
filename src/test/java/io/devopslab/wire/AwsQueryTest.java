package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.EntityMetricData;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** AWS Query under the SDK's own clients of IAM and CloudWatch. */
final class AwsQueryTest {

    private static final FakeCloudWatch CLOUDWATCH = new FakeCloudWatch();
    private static final Users USERS = new Users();
    private static final TestWire WIRE = TestWire.of(CLOUDWATCH, USERS);
    private final CloudWatchClient cloudWatch = WIRE.client(CloudWatchClient.builder());
    private final IamClient iam = WIRE.client(IamClient.builder());

    private static final class Users implements IamClient {
        private final List<CreateUserRequest> created = new ArrayList<>();

        @Override
        public CreateUserResponse createUser(CreateUserRequest request) {
            created.add(request);
            if (request.userName().equals("twice")) {
                throw FakeS3.error(
                        EntityAlreadyExistsException.builder(),
                        "EntityAlreadyExists",
                        409,
                        "User with name twice already exists.");
            }
            return CreateUserResponse.builder()
                    .user(u -> u.userName(request.userName()).tags(request.tags()))
                    .build();
        }

        @Override
        public ListUsersResponse listUsers(ListUsersRequest request) {
            boolean first = request.marker() == null;
            return ListUsersResponse.builder()
                    .users(User.builder().userName(first ? "a" : "b").build())
                    .isTruncated(first)
                    .marker(first ? "next/+= " : null)
                    .build();
        }

        @Override
        public GetUserResponse getUser(GetUserRequest request) {
            throw FakeS3.error(
                    NoSuchEntityException.builder(), "NoSuchEntity", 404, "The user with name ü<x> cannot be found.");
        }

        @Override
        public ListMfaDevicesResponse listMFADevices(ListMfaDevicesRequest request) {
            return ListMfaDevicesResponse.builder()
                    .mfaDevices(MFADevice.builder()
                            .serialNumber("s")
                            .enableDate(FakeCloudWatch.UPDATED)
                            .build())
                    .build();
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

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    @Test
    void nested_lists_maps_numbers_and_times_are_read() {
        PutMetricDataRequest sent = PutMetricDataRequest.builder()
                .namespace("n/ü")
                .metricData(
                        MetricDatum.builder()
                                .metricName("a")
                                .timestamp(Instant.parse("2026-01-05T09:00:00Z"))
                                .values(1.0, 1e-9, -3.25)
                                .dimensions(dimension("k", "v & w=+%"), dimension("l", ""))
                                .build(),
                        MetricDatum.builder()
                                .metricName("b")
                                .value(Double.MAX_VALUE)
                                .statisticValues(s -> s.sum(2.0))
                                .build())
                .entityMetricData(EntityMetricData.builder()
                        .entity(e -> e.keyAttributes(Map.of("Type", "Service", "Name", "x"))
                                .attributes(Map.of()))
                        .build())
                .strictEntityValidation(true)
                .build();

        cloudWatch.putMetricData(sent);

        assertThat(CLOUDWATCH.put).anySatisfy(seen -> {
            assertThat(seen.metricData()).isEqualTo(sent.metricData());
            assertThat(seen.entityMetricData().get(0).entity().keyAttributes())
                    .isEqualTo(Map.of("Type", "Service", "Name", "x"));
            assertThat(seen.strictEntityValidation()).isTrue();
            assertThat(seen.namespace()).isEqualTo("n/ü");
        });
    }

    @Test
    void answers_keep_times_numbers_and_the_difference_of_empty_and_absent() {
        var alarms = cloudWatch.describeAlarms(r -> r.alarmNames("one"));

        assertThat(alarms.hasCompositeAlarms()).isTrue();
        assertThat(alarms.compositeAlarms()).isEmpty();
        assertThat(alarms.nextToken()).isNull();
        assertThat(alarms.metricAlarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.alarmName()).isEqualTo("one");
            assertThat(alarm.alarmConfigurationUpdatedTimestamp()).isEqualTo(FakeCloudWatch.UPDATED);
            assertThat(alarm.threshold()).isEqualTo(1.5);
            assertThat(alarm.actionsEnabled()).isTrue();
            assertThat(alarm.hasAlarmActions()).isTrue();
            assertThat(alarm.hasOkActions()).isFalse();
            assertThat(alarm.dimensions()).hasSize(1);
        });
    }

    @Test
    void a_large_request_comes_compressed() {
        cloudWatch.putMetricData(r -> r.namespace("x".repeat(20_000)));

        assertThat(CLOUDWATCH.put)
                .anySatisfy(seen -> assertThat(seen.namespace()).hasSize(20_000));
    }

    @Test
    void lists_of_times_survive() {
        Instant start = Instant.parse("2026-01-05T08:00:00Z");
        var data = cloudWatch.getMetricData(r -> r.startTime(start)
                .endTime(FakeCloudWatch.UPDATED)
                .metricDataQueries(MetricDataQuery.builder().id("q").build()));

        assertThat(data.metricDataResults().get(0).timestamps()).containsExactly(start, FakeCloudWatch.UPDATED);
        assertThat(data.metricDataResults().get(0).values()).containsExactly(1.0, 2.5);
    }

    @Test
    void an_operation_that_the_sdk_spells_differently_is_found() {
        assertThat(iam.listMFADevices(r -> r.userName("u")).mfaDevices())
                .singleElement()
                .satisfies(device -> assertThat(device.enableDate()).isEqualTo(FakeCloudWatch.UPDATED));
    }

    @Test
    void a_paginator_walks_all_pages() {
        assertThat(iam.listUsersPaginator().users().stream().map(User::userName))
                .containsExactly("a", "b");
    }

    @Test
    void typed_exceptions_keep_type_code_and_status() {
        assertThatThrownBy(() -> iam.getUser(r -> r.userName("x")))
                .isInstanceOfSatisfying(NoSuchEntityException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(404);
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo("The user with name ü<x> cannot be found.");
                    assertThat(e.requestId()).hasSize(36);
                });
        assertThatThrownBy(() -> iam.createUser(r -> r.userName("twice")))
                .isInstanceOfSatisfying(EntityAlreadyExistsException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(409));
    }

    @Test
    void the_answer_repeats_what_was_sent() {
        Tag tag = Tag.builder().key("k").value("ünï\tcode \uD83D\uDE00 <&>\"'").build();

        assertThat(iam.createUser(r -> r.userName("tagged").tags(tag)).user().tags())
                .containsExactly(tag);
    }

    @Test
    void what_nobody_implements_is_named() {
        assertThatThrownBy(() -> cloudWatch.listMetrics(r -> {}))
                .isInstanceOfSatisfying(CloudWatchException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                    assertThat(e.awsErrorDetails().errorMessage()).contains("CloudWatch:ListMetrics");
                });
    }
}
