package io.devopslab.cloud.service.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What many clients see of the same objects, parameters, queues and log streams. Names are unique to each test. */
abstract class DataConflictContract {

    abstract Clients clients();

    private S3Client s3() {
        return clients().get(S3Client.class);
    }

    private SsmClient ssm() {
        return clients().get(SsmClient.class);
    }

    private SqsClient sqs() {
        return clients().get(SqsClient.class);
    }

    private void bucket(String name) {
        s3().createBucket(r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }

    private String content(String bucket) {
        return s3().getObjectAsBytes(r -> r.bucket(bucket).key("it")).asUtf8String();
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs().createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
    }

    private String fifo(String name) {
        return queue(name + ".fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    }

    @Test
    void one_put_of_an_object_that_must_not_exist_wins() throws Exception {
        bucket("race-create");

        String winner = Race.run(client -> {
                    String text = "of client " + client;
                    s3().putObject(
                                    r -> r.bucket("race-create").key("it").ifNoneMatch("*"),
                                    RequestBody.fromString(text));
                    return text;
                })
                // AWS answers 409 when the other write is not done yet.
                .onlyWinner("PreconditionFailed", "ConditionalRequestConflict");

        assertThat(content("race-create")).isEqualTo(winner);
    }

    @Test
    void one_put_over_the_object_that_was_read_wins() throws Exception {
        bucket("race-replace");
        String read = s3().putObject(r -> r.bucket("race-replace").key("it"), RequestBody.fromString("before"))
                .eTag();

        String winner = Race.run(client -> {
                    String text = "of client " + client;
                    s3().putObject(r -> r.bucket("race-replace").key("it").ifMatch(read), RequestBody.fromString(text));
                    return text;
                })
                .onlyWinner("PreconditionFailed", "ConditionalRequestConflict");

        assertThat(content("race-replace")).isEqualTo(winner);
    }

    @Test
    void an_object_that_is_replaced_all_the_time_is_never_read_half() throws Exception {
        bucket("race-tear");
        // What was written under each tag, by its length: all of it is one character.
        Map<String, Integer> written = new ConcurrentHashMap<>();
        Function<Integer, Integer> put = client -> {
            String text = Character.toString('0' + client).repeat(40_000 + client * 100);
            written.put(
                    s3().putObject(r -> r.bucket("race-tear").key("it"), RequestBody.fromString(text))
                            .eTag(),
                    text.length());
            return text.length();
        };
        int first = put.apply(0);
        assertThat(written).containsValue(first);
        Queue<Map.Entry<String, Integer>> reads = new ConcurrentLinkedQueue<>();

        Race.run(client -> client % 2 == 0 ? put.apply(client) : read("race-tear", reads))
                .all();

        assertThat(reads).hasSize(Race.CLIENTS / 2).isSubsetOf(written.entrySet());
    }

    private int read(String bucket, Queue<Map.Entry<String, Integer>> reads) {
        var read = s3().getObjectAsBytes(r -> r.bucket(bucket).key("it"));
        String text = read.asUtf8String();
        assertThat(text.chars().distinct().count()).as("whose it is").isEqualTo(1);
        reads.add(Map.entry(read.response().eTag(), text.length()));
        return text.length();
    }

    @Test
    void one_creation_of_a_parameter_wins() throws Exception {
        String winner = Race.run(client -> {
                    ssm().putParameter(r ->
                            r.name("/race/create").value("of client " + client).type(ParameterType.STRING));
                    return "of client " + client;
                })
                .onlyWinner("ParameterAlreadyExists");

        assertThat(ssm().getParameter(r -> r.name("/race/create")).parameter().value())
                .isEqualTo(winner);
    }

    @Test
    void each_version_of_a_parameter_is_given_once_and_none_is_left_out() throws Exception {
        Map<Long, String> given = new ConcurrentHashMap<>();

        List<Long> versions = Race.run(client -> {
                    long version = ssm().putParameter(r -> r.name("/race/versions")
                                    .value("of client " + client)
                                    .type(ParameterType.STRING)
                                    .overwrite(true))
                            .version();
                    given.put(version, "of client " + client);
                    return version;
                })
                .all();

        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, Race.CLIENTS).boxed().toList());
        Map<Long, String> kept = new TreeMap<>();
        ssm().getParameterHistoryPaginator(r -> r.name("/race/versions"))
                .forEach(page -> page.parameters().forEach(one -> kept.put(one.version(), one.value())));
        assertThat(kept).isEqualTo(given);
    }

    @Test
    void a_message_comes_to_one_receiver_while_it_is_invisible() throws Exception {
        String url = queue("race-receive", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "600"));
        List<String> sent = Race.run(
                        client -> sqs().sendMessage(r -> r.queueUrl(url).messageBody("of client " + client))
                                .messageId())
                .all();

        List<String> received = Race.run(client -> receive(url)).all().stream()
                .flatMap(List::stream)
                .map(Message::messageId)
                .toList();

        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
    }

    /** Until there are none. */
    private List<Message> receive(String url) {
        List<Message> all = new ArrayList<>();
        for (int before = -1; all.size() > before; ) {
            before = all.size();
            all.addAll(sqs().receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(3)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages());
        }
        return all;
    }

    @Test
    void a_deduplicated_message_is_there_once() throws Exception {
        String url = fifo("race-dedup");

        List<String> ids = Race.run(client -> sqs().sendMessage(r -> r.queueUrl(url)
                                .messageBody("once")
                                .messageGroupId("group")
                                .messageDeduplicationId("once"))
                        .messageId())
                .all();

        assertThat(new HashSet<>(ids)).hasSize(1);
        assertThat(receive(url)).extracting(Message::messageId).containsExactly(ids.get(0));
    }

    @Test
    void a_group_is_received_in_the_order_of_its_sequence_numbers() throws Exception {
        String url = fifo("race-order");
        Map<String, String> numbers = new ConcurrentHashMap<>();
        Race.run(client -> IntStream.range(0, 3)
                        .mapToObj(i -> client + "/" + i)
                        .map(body -> numbers.put(
                                sqs().sendMessage(r -> r.queueUrl(url)
                                                .messageBody(body)
                                                .messageGroupId("group")
                                                .messageDeduplicationId(body))
                                        .sequenceNumber(),
                                body))
                        .toList()
                        .size())
                .all();

        List<String> received = new ArrayList<>();
        for (List<Message> some = one(url); !some.isEmpty(); some = one(url)) {
            Message message = some.get(0);
            received.add(message.attributes().get(MessageSystemAttributeName.SEQUENCE_NUMBER));
            assertThat(message.body()).isEqualTo(numbers.get(received.get(received.size() - 1)));
            sqs().deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
        }

        assertThat(received).hasSize(3 * Race.CLIENTS).isSorted().doesNotHaveDuplicates();
        List<String> bodies = received.stream().map(numbers::get).toList();
        for (int i = 0; i < Race.CLIENTS; i++) {
            String mine = i + "/";
            assertThat(bodies.stream().filter(body -> body.startsWith(mine)))
                    .containsExactly(mine + 0, mine + 1, mine + 2);
        }
    }

    private List<Message> one(String url) {
        return sqs().receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    @Test
    void a_group_goes_to_one_receiver_at_a_time() throws Exception {
        String url = fifo("race-group");
        for (int i = 0; i < 5; i++) {
            String body = "message-" + i;
            sqs().sendMessage(r ->
                    r.queueUrl(url).messageBody(body).messageGroupId("group").messageDeduplicationId(body));
        }

        List<List<Message>> received = Race.run(client -> one(url)).all().stream()
                .filter(some -> !some.isEmpty())
                .toList();

        assertThat(received)
                .singleElement()
                .satisfies(some -> assertThat(some).extracting(Message::body).containsExactly("message-0"));
    }

    @Test
    void one_creation_of_a_log_stream_wins_and_no_event_of_many_writers_is_lost() throws Exception {
        CloudWatchLogsClient logs = clients().get(CloudWatchLogsClient.class);
        logs.createLogGroup(r -> r.logGroupName("/race"));
        Race.run(client -> logs.createLogStream(r -> r.logGroupName("/race").logStreamName("one")))
                .onlyWinner("ResourceAlreadyExistsException");
        long now = now();

        Race.run(client -> logs.putLogEvents(
                        r -> r.logGroupName("/race").logStreamName("one").logEvents(e -> e.timestamp(now)
                                .message("of client " + client))))
                .all();

        assertThat(logs.filterLogEventsPaginator(r -> r.logGroupName("/race")).events().stream()
                        .map(FilteredLogEvent::message))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, Race.CLIENTS)
                        .mapToObj(client -> "of client " + client)
                        .toList());
    }

    /** The cloud's time, in milliseconds. */
    abstract long now();
}
