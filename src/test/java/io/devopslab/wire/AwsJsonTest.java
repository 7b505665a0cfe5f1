package io.devopslab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** AWS JSON under the SDK's own client of DynamoDB, whose AttributeValue is recursive. */
final class AwsJsonTest {

    private static final Tables TABLES = new Tables();
    private static final TestWire WIRE = TestWire.of(TABLES);
    private final DynamoDbClient client = WIRE.client(DynamoDbClient.builder());

    private static final class Tables implements DynamoDbClient {
        private final List<PutItemRequest> put = new ArrayList<>();
        private final List<TransactWriteItemsRequest> transactions = new ArrayList<>();
        private final AtomicInteger described = new AtomicInteger();

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            put.add(request);
            return PutItemResponse.builder().attributes(request.item()).build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            throw ResourceNotFoundException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ResourceNotFoundException")
                            .errorMessage("Requested resource not found: ünïcode ☃")
                            .build())
                    .build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            transactions.add(request);
            throw (AwsServiceException) TransactionCanceledException.builder()
                    .cancellationReasons(CancellationReason.builder()
                            .code("ConditionalCheckFailed")
                            .message("no")
                            .build())
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("TransactionCanceledException")
                            .errorMessage("Transaction cancelled")
                            .build())
                    .build();
        }

        @Override
        public ListTablesResponse listTables(ListTablesRequest request) {
            int from = request.exclusiveStartTableName() == null
                    ? 0
                    : Integer.parseInt(request.exclusiveStartTableName().substring(1)) + 1;
            ListTablesResponse.Builder page = ListTablesResponse.builder();
            return from < 4
                    ? page.tableNames("t" + from, "t" + (from + 1))
                            .lastEvaluatedTableName("t" + (from + 1))
                            .build()
                    : page.tableNames("t4").build();
        }

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            return DescribeTableResponse.builder()
                    .table(TableDescription.builder()
                            .tableStatus(described.incrementAndGet() < 3 ? "CREATING" : "ACTIVE")
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

    @BeforeEach
    void forget() {
        TABLES.put.clear();
        TABLES.transactions.clear();
    }

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    @Test
    void recursive_shapes_blobs_and_maps_survive_both_ways() {
        AttributeValue nested = AttributeValue.fromM(Map.of(
                "list",
                AttributeValue.fromL(List.of(
                        AttributeValue.fromS("ünïcode ☃ \u0001 \uD83D\uDE00"),
                        AttributeValue.fromN("1e3"),
                        AttributeValue.fromNul(true),
                        AttributeValue.fromL(List.of(AttributeValue.fromBool(false))))),
                "bytes",
                AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})),
                "set",
                AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x")))));

        PutItemResponse response =
                client.putItem(r -> r.tableName("t").item(Map.of("id", AttributeValue.fromS("1"), "nested", nested)));

        assertThat(TABLES.put.get(0).item().get("nested")).isEqualTo(nested);
        assertThat(response.attributes().get("nested")).isEqualTo(nested);
    }

    @Test
    void empty_is_not_absent() {
        client.putItem(PutItemRequest.builder()
                .tableName("t")
                .item(Map.of("m", AttributeValue.builder().m(Map.of()).build(), "s", AttributeValue.fromS("")))
                .build());

        PutItemRequest seen = TABLES.put.get(0);
        assertThat(seen.item().get("m")).satisfies(m -> {
            assertThat(m.hasM()).isTrue();
            assertThat(m.m()).isEmpty();
            assertThat(m.hasL()).isFalse();
        });
        assertThat(seen.item().get("s")).satisfies(s -> assertThat(s.s()).isEmpty());
        assertThat(seen.hasExpressionAttributeNames()).isFalse();
    }

    @Test
    void an_enum_that_nobody_knows_arrives_as_it_was_sent() {
        client.putItem(r -> r.tableName("t").item(Map.of()).returnValues("TOMORROWS_VALUE"));

        assertThat(TABLES.put.get(0).returnValuesAsString()).isEqualTo("TOMORROWS_VALUE");
    }

    @Test
    void a_typed_exception_keeps_its_type_message_status_and_request_id() {
        assertThatThrownBy(() -> client.getItem(r -> r.tableName("t").key(Map.of())))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, e -> {
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Requested resource not found: ünïcode ☃");
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.requestId()).hasSize(36);
                });
    }

    @Test
    void the_members_of_an_exception_arrive() {
        assertThatThrownBy(() -> client.transactWriteItems(r -> r.transactItems(List.of())))
                .isInstanceOfSatisfying(TransactionCanceledException.class, e -> assertThat(e.cancellationReasons())
                        .extracting(CancellationReason::code)
                        .containsExactly("ConditionalCheckFailed"));
    }

    @Test
    void the_idempotency_token_that_the_client_makes_arrives() {
        assertThatThrownBy(() -> client.transactWriteItems(r -> r.transactItems(List.of())));

        assertThat(TABLES.transactions.get(0).clientRequestToken()).hasSize(36);
    }

    @Test
    void a_paginator_walks_all_pages() {
        assertThat(client.listTablesPaginator().tableNames().stream().toList())
                .containsExactly("t0", "t1", "t2", "t3", "t4");
    }

    @Test
    void a_waiter_waits_for_the_state() {
        var waited = client.waiter()
                .waitUntilTableExists(
                        r -> r.tableName("t"),
                        w -> w.backoffStrategyV2(
                                software.amazon.awssdk.retries.api.BackoffStrategy.fixedDelay(Duration.ofMillis(1))));

        assertThat(waited.attemptsExecuted()).isEqualTo(3);
    }

    @Test
    void an_operation_that_is_not_implemented_is_a_501_that_is_tried_once() {
        AtomicInteger attempts = new AtomicInteger();
        DynamoDbClient counting = WIRE.client(
                DynamoDbClient.builder(), new software.amazon.awssdk.core.interceptor.ExecutionInterceptor() {
                    @Override
                    public void beforeTransmission(
                            software.amazon.awssdk.core.interceptor.Context.BeforeTransmission context,
                            software.amazon.awssdk.core.interceptor.ExecutionAttributes attributes) {
                        attempts.incrementAndGet();
                    }
                });

        assertThatThrownBy(() -> counting.deleteTable(r -> r.tableName("t")))
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                    assertThat(e.awsErrorDetails().errorMessage()).contains("DynamoDb:DeleteTable");
                });
        assertThat(attempts).hasValue(1);
    }
}
